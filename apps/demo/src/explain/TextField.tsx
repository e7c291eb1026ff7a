import { tooLongToLink } from './address.js';
import { examples } from './examples.js';
import { text, typeText } from './state.js';

/** Characters that the field holds: laying out more would stop the page, since a browser does that at once. */
const heldAtMost = 50_000;

/** Where the text is typed, and texts to begin with. */
export function TextField() {
  const long = text.value.length > heldAtMost;
  return (
    <>
      <label class="spoken" for="text">
        The review to explain
      </label>
      <textarea
        id="text"
        rows={6}
        spellcheck={false}
        dir="auto"
        placeholder="Type or paste a review …"
        value={long ? text.value.slice(0, heldAtMost) : text.value}
        readOnly={long}
        onInput={({ currentTarget }) => typeText(currentTarget.value)}
        onPaste={pasteLong}
      />
      {long && <LongText />}
      <div class="row examples">
        <span class="faint small">Try:</span>
        {examples.map((example) => (
          <button
            key={example.name}
            type="button"
            aria-pressed={text.value === example.text}
            onClick={() => typeText(example.text)}
          >
            {example.name}
          </button>
        ))}
      </div>
      {tooLongToLink.value && (
        <p class="faint small">
          This text is too long for a link: the address holds the switches alone. The report holds it all.
        </p>
      )}
    </>
  );
}

function LongText() {
  return (
    <p class="row small">
      <span>
        A text of {text.value.length.toLocaleString('en')} characters: its beginning stands here, and cannot be changed.
        All of it is read.
      </span>
      <button type="button" onClick={() => typeText('')}>
        Empty the field
      </button>
    </p>
  );
}

/** A long text goes round the field. */
function pasteLong(event: ClipboardEvent & { currentTarget: HTMLTextAreaElement }): void {
  const pasted = event.clipboardData?.getData('text/plain') ?? '';
  if (pasted.length <= heldAtMost) return;
  event.preventDefault();
  const { value, selectionStart, selectionEnd } = event.currentTarget;
  typeText(value.slice(0, selectionStart) + pasted + value.slice(selectionEnd));
}
