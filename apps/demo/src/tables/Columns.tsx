import type { ChosenTable } from './chosenTable.js';

interface ColumnsProps {
  table: ChosenTable;
  /** What is said of a table without a label column; null where there must be one. */
  noLabels: string | null;
  disabled?: boolean;
  onChange: (table: ChosenTable) => void;
}

/** Which column holds the texts and which the labels, and how the table begins by that. */
export function Columns({ table, noLabels, disabled = false, onChange }: ColumnsProps) {
  const { guess, textColumn, labelColumn } = table;
  const options = guess.columns.map((name) => (
    <option key={name} value={name}>
      {name}
    </option>
  ));
  return (
    <>
      <div class="switches">
        <label>
          <span class="title">Texts are in</span>
          <select
            value={textColumn}
            disabled={disabled}
            onChange={({ currentTarget }) => onChange({ ...table, textColumn: currentTarget.value })}
          >
            {options}
          </select>
        </label>
        <label>
          <span class="title">Labels are in</span>
          <select
            value={labelColumn === null ? '' : `=${labelColumn}`}
            disabled={disabled}
            onChange={({ currentTarget: { value } }) =>
              onChange({ ...table, labelColumn: value === '' ? null : value.slice(1) })
            }
          >
            {(noLabels !== null || labelColumn === null) && <option value="">{noLabels ?? 'choose a column'}</option>}
            {guess.columns.map((name) => (
              <option key={name} value={`=${name}`}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Preview table={table} />
    </>
  );
}

const rowsShown = 3;

function Preview({ table: { guess, textColumn, labelColumn } }: { table: ChosenTable }) {
  const textAt = guess.columns.indexOf(textColumn);
  const labelAt = labelColumn === null ? -1 : guess.columns.indexOf(labelColumn);
  return (
    <table class="preview small">
      <caption>How it begins</caption>
      <tbody>
        {guess.rows.slice(0, rowsShown).map((row, n) => (
          <tr key={n}>
            {labelAt >= 0 && <th scope="row">{row[labelAt].slice(0, 40)}</th>}
            <td dir="auto">{row[textAt].slice(0, 120)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
