/** Downloads a file that was made on the page. */
export function save(name: string, type: string, content: string | Uint8Array<ArrayBuffer> | Blob): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser takes the address when it gets to it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
