import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** A sentence that explains a number, behind a small button beside it. It closes by Escape, or a click elsewhere. */
export function Note({ about, children }: { about: string; children: ComponentChildren }) {
  const id = useId();
  return (
    <>
      <button type="button" class="note-button" popovertarget={id} aria-label={`What is ${about}?`}>
        ?
      </button>
      <span id={id} popover="auto" role="note" class="note">
        {children}
      </span>
    </>
  );
}
