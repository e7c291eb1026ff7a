import { useEffect, useRef } from 'preact/hooks';
import { pause, stop } from './running.js';
import { isBusy, learnedFrom, phase, settings, trained, work } from './state.js';

/** What is going on, how far it is, and the ways to hold it up. */
export function RunBar() {
  const box = useRef<HTMLElement>(null);
  const wasBusy = useRef(isBusy.value);
  useEffect(() => {
    // What had the focus is gone: the button that began, or those that hold up.
    if (wasBusy.current !== isBusy.value && document.activeElement === document.body) box.current?.focus();
    wasBusy.current = isBusy.value;
  }, [isBusy.value]);
  if (phase.value === 'idle') return null;
  const { what, share } = work.value;
  const isPaused = phase.value === 'paused';
  const isStopping = phase.value === 'stopping';
  return (
    <section class="run card" aria-label="The training" tabIndex={-1} ref={box}>
      <p class="doing">{sentenceOf(what)}</p>
      {isBusy.value && (
        <>
          <progress aria-label="Done of what is being done" max={1} {...(share !== null && { value: share })} />
          <div class="row">
            <button type="button" disabled={isStopping} onClick={() => pause(!isPaused)}>
              {isPaused ? 'Resume' : 'Pause'}
            </button>
            <button type="button" disabled={isStopping} onClick={stop}>
              Stop
            </button>
            <span class="small faint">{settingsInWords()}</span>
          </div>
        </>
      )}
      <span class="spoken" role="status">
        {isBusy.value ? `The training is ${phase.value}.` : sentenceOf(what)}
      </span>
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

function settingsInWords(): string {
  const { preset, dimensions, epochs, batchSize, learningRate, seed } = settings.value;
  const data = learnedFrom.value?.kind === 'table' ? learnedFrom.value.file.name : 'The starter corpus';
  return `${data}: preset ${preset}, ${dimensions} dimensions, ${epochs} epochs, batches of ${batchSize}, learning rate ${learningRate}, seed ${seed}`;
}
