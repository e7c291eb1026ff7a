/** The name of a model, which its file adds an ending to. */
export function stemOf(file: string): string {
  return file.replace(/\.safetensors$/, '');
}
