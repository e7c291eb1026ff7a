import type { ComponentChildren } from 'preact';
import { Note } from '../page/Note.js';
import { Segments } from '../page/Segments.js';
import type { PresetName, TrainingSettings } from '../protocol/trainCalls.js';
import { chosenData, start } from './running.js';
import { isBusy, isUnchanged, phase, settings, settingsAtFirst } from './state.js';

/** The settings that matter, and the button that begins. */
export function SettingsCard() {
  const choose = (preset: PresetName) => {
    settings.value = settingsAtFirst(preset);
  };
  const begin = (event: Event) => {
    event.preventDefault();
    const data = chosenData();
    if (data && !isBusy.value) void start(data);
  };
  return (
    <form class="card" aria-labelledby="settings-title" onSubmit={begin}>
      <h2 id="settings-title">
        Settings
        <Note about="the rest of the settings">
          All else is the preset’s. {restOf[settings.value.preset]} The same seed, texts and settings give the same
          model here and from `textcam train`: on the CPU to the last bit.
        </Note>
      </h2>
      <div class="switches">
        <Segments
          title="Preset"
          value={settings.value.preset}
          options={presetNames}
          disabled={isBusy.value}
          onChange={choose}
        />
      </div>
      <fieldset class="fields" disabled={isBusy.value}>
        <legend class="spoken">Settings</legend>
        <Field name="dimensions" title="Dimensions" min={1} max={1000}>
          The length of the vector that each word gets. Longer ones can tell more apart, and take longer.
        </Field>
        <Field name="epochs" title="Epochs" min={1} max={10_000}>
          How often all texts are read.
        </Field>
        <Field name="batchSize" title="Batch size" min={1} max={10_000}>
          How many texts are read before the weights change once.
        </Field>
        <Field name="learningRate" title="Learning rate" min={0.000001} max={10} step="any">
          How far the weights move in a step. Too far, and the loss jumps about or is no number any more.
        </Field>
        <Field name="seed" title="Seed" min={0} max={4_294_967_295}>
          Decides all that is random: the first weights, the order of the texts, and which are held back.
        </Field>
      </fieldset>
      <div class="row">
        <button type="submit" class="primary" disabled={isBusy.value || chosenData() === null}>
          {phase.value === 'done' ? 'Train again' : 'Train'}
        </button>
        {!isUnchanged.value && !isBusy.value && (
          <button type="button" onClick={() => choose(settings.value.preset)}>
            Settings as they were
          </button>
        )}
        {chosenData() === null && <span class="small faint">Choose the column of the labels first.</span>}
      </div>
    </form>
  );
}

const presetNames = [
  ['article', 'article'],
  ['accurate', 'accurate'],
] as const satisfies [PresetName, string][];

/** What a preset settles beside the fields. */
const restOf: Record<PresetName, string> = {
  article:
    'The article’s: branches of 32, 16 and 8 filters over 1, 2 and 3 words, Adam, 10,000 words without stop words, the first 500 of a text. ' +
    'It begins with random numbers.',
  accurate:
    'The accurate one: 10,000 words, stop words too, and the runs of two or three words that tell the labels apart most, 40,000 at most; 8 ' +
    'filters over 1 of these, Adam with averaged weights, the first 3,000 words of a text. It begins with how often each is in texts of each ' +
    'label, and is made as sure as it is right where there are texts enough.',
};

interface FieldProps {
  name: Exclude<keyof TrainingSettings, 'preset'>;
  title: string;
  min: number;
  max: number;
  step?: 'any';
  children: ComponentChildren;
}

function Field({ name, title, children, ...limits }: FieldProps) {
  const id = `setting-${name}`;
  return (
    <div class="field">
      <label class="title" for={id}>
        {title}
      </label>
      <Note about={`the setting ${title.toLowerCase()}`}>{children}</Note>
      <input
        id={id}
        type="number"
        required
        {...limits}
        value={settings.value[name]}
        onInput={({ currentTarget: { valueAsNumber } }) => {
          if (Number.isFinite(valueAsNumber)) settings.value = { ...settings.value, [name]: valueAsNumber };
        }}
      />
    </div>
  );
}
