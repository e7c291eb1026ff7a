import { tooLongToLink } from './address.js';
import { examples } from './examples.js';
import { text, typeText } from './state.js';

/** Where the text is typed, and texts to begin with. */
export function TextField() {
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
        value={text.value}
        onInput={({ currentTarget }) => typeText(currentTarget.value)}
      />
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
