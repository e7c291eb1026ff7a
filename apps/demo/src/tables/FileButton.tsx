interface FileButtonProps {
  label: string;
  onFile: (file: File) => void;
}

/** Chooses a table from the disk; a file that is dropped on the page does the same. */
export function FileButton({ label, onFile }: FileButtonProps) {
  return (
    <label class="button file">
      {label}
      <input
        type="file"
        class="spoken"
        accept=".csv,.jsonl,.ndjson"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          // The same file may be chosen again, when it was corrected.
          currentTarget.value = '';
          if (file) onFile(file);
        }}
      />
    </label>
  );
}
