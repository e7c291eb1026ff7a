import type { Entry } from '../examples.js';

const listOfFilms = /(?:^|\/)((?:train|test)\/)urls_(pos|neg)\.txt$/;

/** The films of the IMDB reviews: in urls_pos.txt and the like, line n is the address of the film that the reviews n_… are of. */
export class Films {
  /** 'train/pos/' → by its number each review's film, undefined where the line names none. */
  readonly #films = new Map<string, (string | undefined)[]>();

  static areListedIn(path: string): boolean {
    return listOfFilms.test(path);
  }

  /** @param addresses the text of a file at a path that `areListedIn` knows */
  add(path: string, addresses: string): void {
    const [, part, label] = listOfFilms.exec(path)!;
    const films = addresses.split('\n').map((line) => /\/title\/(tt\d+)/.exec(line)?.[1]);
    this.#films.set(`${part}${label}/`, films);
  }

  /** A review, with its film as its group where that is known. @param entry named as 'train/pos/0_9.txt' */
  with(entry: Entry): Entry {
    const [, folder, number] = /^(.*\/)(\d+)_/.exec(entry.name)!;
    const film = this.#films.get(folder)?.[Number(number)];
    return film === undefined ? entry : { ...entry, group: film };
  }
}
