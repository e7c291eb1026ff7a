import { useId } from 'preact/hooks';

interface SegmentsProps<Value extends string> {
  title: string;
  value: Value;
  options: readonly (readonly [value: Value, label: string])[];
  disabled?: boolean;
  onChange: (value: Value) => void;
}

/** One of a few choices, all of them in view: radio buttons side by side. */
export function Segments<Value extends string>({
  title,
  value,
  options,
  disabled = false,
  onChange,
}: SegmentsProps<Value>) {
  const name = useId();
  return (
    <fieldset disabled={disabled}>
      <legend class="title">{title}</legend>
      <span class="segments">
        {options.map(([option, label]) => (
          <label key={option}>
            <input
              type="radio"
              name={name}
              value={option}
              checked={option === value}
              onChange={() => onChange(option)}
            />
            <span>{label}</span>
          </label>
        ))}
      </span>
    </fieldset>
  );
}
