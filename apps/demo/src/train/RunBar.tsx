import { pause, stop } from './running.js';
import { isBusy, phase, trained, work } from './state.js';

/** What is going on, how far it is, and the ways to hold it up. */
export function RunBar() {
  if (phase.value === 'idle') return null;
  const { what, share } = work.value;
  const isPaused = phase.value === 'paused';
  return (
    <section class="run card" aria-label="The training">
      <p class="doing">{sentenceOf(what)}</p>
      <p class="spoken" role="status">
        {isBusy.value ? `The training is ${phase.value}.` : sentenceOf(what)}
      </p>
      {isBusy.value && (
        <>
          <progress aria-label="Done of what is being done" max={1} {...(share !== null && { value: share })} />
          <div class="row">
            <button type="button" disabled={phase.value === 'stopping'} onClick={() => pause(!isPaused)}>
              {isPaused ? 'Resume' : 'Pause'}
            </button>
            <button type="button" disabled={phase.value === 'stopping'} onClick={stop}>
              Stop
            </button>
          </div>
        </>
      )}
    </section>
  );
}

function sentenceOf(what: string): string {
  if (phase.value === 'paused') return `Paused. ${what}.`;
  if (phase.value === 'stopping') return 'Stopping: what was learned so far is kept and tested.';
  if (!trained.value) return `${what} …`;
  const { done, planned } = trained.value.steps;
  const steps = done.toLocaleString('en');
  return done < planned
    ? `Stopped after ${steps} of ${planned.toLocaleString('en')} steps. The model is the one of the last step.`
    : `Done: ${steps} steps.`;
}
