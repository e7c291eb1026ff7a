import { dismiss, notices } from './notices.js';

/** What happened and what could not be done, in sentences that stay until they are put away. */
export function NoticeList() {
  return (
    <div class="notices" aria-live="polite">
      {notices.value.map(({ id, kind, text }) => (
        <div key={id} class={`notice ${kind}`} role={kind === 'failed' ? 'alert' : undefined}>
          <p>{text}</p>
          <button type="button" class="quiet" onClick={() => dismiss(id)} aria-label="Put this message away">
            ×
          </button>
        </div>
      ))}
    </div>
  );
}
