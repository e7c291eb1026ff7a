import { useRef } from 'preact/hooks';
import { loadModel, model, shippedModel } from './session.js';

/** Opens a model from a file, for those who do not drop files, and goes back to the one that comes along. */
export function ModelPicker() {
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
        Open a model …
      </button>
      <input ref={input} type="file" accept=".safetensors" hidden onChange={onChange} />
      {model.value !== null && model.value.file !== shippedModel.name && (
        <button type="button" onClick={() => void loadModel(shippedModel)}>
          Back to the model that comes along
        </button>
      )}
    </div>
  );
}
