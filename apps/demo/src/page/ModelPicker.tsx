import { useRef } from 'preact/hooks';
import { shippedModels } from './files.js';
import { Note } from './Note.js';
import { Segments } from './Segments.js';
import { arriving, chosenModel, chosenSource, loadModel, model } from './session.js';
import { stemOf } from './stemOf.js';

/** The model: one of those that come along, by name, or one's own from a file. */
export function ModelPicker() {
  const source = chosenSource.value;
  const own = 'file' in source ? [['', stemOf(source.file.name)] as const] : [];
  const choose = (name: string) => {
    const shipped = shippedModels.find((known) => known.name === name);
    if (shipped) void loadModel(shipped);
  };
  return (
    <section class="switches model" aria-label="The model">
      <Segments
        title="Model"
        value={chosenModel.value?.name ?? ''}
        options={[...shippedModels.map(({ name }) => [name, name] as const), ...own]}
        onChange={choose}
      />
      <OwnModel />
      <p class="about small" role="status">
        {arriving.value === null ? <About /> : <Arriving share={arriving.value} />}
      </p>
    </section>
  );
}

/** Opens a file, for those who do not drop files. */
function OwnModel() {
  const input = useRef<HTMLInputElement>(null);
  const onChange = () => {
    const [file] = input.current?.files ?? [];
    if (file) void loadModel({ file });
    // The same file can be chosen again, once it was written anew.
    if (input.current) input.current.value = '';
  };
  return (
    <div class="row">
      <button type="button" onClick={() => input.current?.click()}>
        Your own …
      </button>
      <input ref={input} type="file" accept=".safetensors" hidden onChange={onChange} />
      <Note about="a model of your own">
        A model that textcam trained, here or from the command line. Drop its file anywhere on this page, or open it. It
        stays on this machine.
      </Note>
    </div>
  );
}

function Arriving({ share }: { share: number }) {
  return (
    <>
      Loading {chosenModel.value?.name ?? 'it'} …{' '}
      <progress aria-label="How much of the model is here" max={1} value={share} />
    </>
  );
}

/** What it is, in a line. */
function About() {
  const [shipped, current] = [chosenModel.value, model.value];
  if (current === null) return null;
  const { training, words, ngrams } = current;
  const count = (value: number) => value.toLocaleString('en');
  const known = `${count(words)} words${ngrams > 0 ? ` and ${count(ngrams)} runs of words` : ''}`;
  if (shipped === null)
    return (
      <>
        Knows {known}, from {count(training.examples)} texts of {training.dataset}.
      </>
    );
  return (
    <>
      Right on {(100 * shipped.accuracy).toFixed(1)} % of its test reviews; knows {known}.{' '}
      <a href={shipped.card}>Its model card</a>
    </>
  );
}
