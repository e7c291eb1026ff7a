import type { TableHead } from '@textcam/text';
import type { Call } from './call.js';

/** How a table begins, and which columns look like those of the texts and their labels. */
export interface TableGuess extends TableHead {
  textColumn: string;
  /** Null where no column looks like labels. */
  labelColumn: string | null;
}

export interface TableCalls {
  /** Looks at the beginning of a table. */
  look: Call<File, TableGuess>;
}
