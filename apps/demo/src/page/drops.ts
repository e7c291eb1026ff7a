import { signal } from '@preact/signals';
import { sayFailed } from './notices.js';
import { loadModel } from './session.js';

/** What a view does with a file that is no model; set while the view is shown. */
export const takeFile = signal<((file: File) => void) | null>(null);
/** Whether a file is held over the page. */
export const dragging = signal(false);

/** A model loads wherever it is dropped; any other file goes to the view that is shown. */
export function openFile(file: File): void {
  if (/\.safetensors$/i.test(file.name)) void loadModel({ file });
  else if (takeFile.value) takeFile.value(file);
  else {
    sayFailed(
      new Error(
        `${file.name}: no model; must be a .safetensors file that textcam wrote; for a table of texts, open Train or Corpus first`,
      ),
    );
  }
}

export function listenForDrops(): void {
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    dragging.value = true;
  });
  addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) dragging.value = false;
  });
  addEventListener('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    dragging.value = false;
    const [file] = event.dataTransfer?.files ?? [];
    if (file) openFile(file);
  });
}
