import { useEffect } from 'preact/hooks';
import { takeFile } from '../page/drops.js';
import { ModelPicker } from '../page/ModelPicker.js';
import { CorpusTable } from './CorpusTable.js';
import { Found } from './Found.js';
import { chooseTable, followRows } from './reading.js';
import { Source } from './Source.js';

/** A file of texts: what the model says of each, and what it goes by in all of them. */
export function CorpusView() {
  useEffect(() => {
    takeFile.value = (file) => void chooseTable(file);
    const end = followRows();
    return () => {
      takeFile.value = null;
      end();
    };
  }, []);
  return (
    <>
      <h1>A whole file of texts</h1>
      <p class="lead">
        Drop a table, and the model in use says what it thinks of every row, by which words, and which of those should
        not count.
      </p>
      <ModelPicker />
      <Source />
      <Found />
      <CorpusTable />
    </>
  );
}
