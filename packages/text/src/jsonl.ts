import { DatasetError, longestText } from './examples.js';

/** One line of a JSON Lines file. `line` counts from 1, empty lines too. */
export interface JsonLine {
  line: number;
  object: Record<string, unknown>;
}

/**
 * The objects of a JSON Lines text, one a line; blank lines are skipped.
 *
 * @param file the name to put in errors
 * @throws DatasetError for a line that is not one JSON object, or too long
 * @see https://jsonlines.org
 */
export async function* jsonLines(text: AsyncIterable<string>, file: string): AsyncGenerator<JsonLine> {
  let line = 0;
  let rest = '';
  for await (const chunk of text) {
    const whole = (rest + chunk).split('\n');
    rest = whole.pop()!;
    for (const json of whole) {
      line++;
      if (json.trim() !== '') yield { line, object: parseObject(json, file, line) };
    }
    if (rest.length > longestText) {
      throw new DatasetError(`${file}, line ${line + 1}: is over 10 MB; a row must be shorter; split the text`);
    }
  }
  if (rest.trim() !== '') yield { line: line + 1, object: parseObject(rest, file, line + 1) };
}

function parseObject(json: string, file: string, line: number): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new DatasetError(`${file}, line ${line}: is not JSON; each line must be one JSON object; correct the line`, {
      cause: error,
    });
  }
  if (!isObject(value)) {
    const kind = value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`;
    throw new DatasetError(
      `${file}, line ${line}: is ${kind}; each line must be one JSON object, as {"text": …, "label": …}; correct the line`,
    );
  }
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
