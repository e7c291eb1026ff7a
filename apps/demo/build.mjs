// Builds the page into dist. Fails when the first view got too large.
import { buildPage } from './building/page.mjs';
import { firstViewLines, refuseTooLarge } from './building/sizes.mjs';

const page = await buildPage('dist');
console.log(firstViewLines(page.sizes).join('\n'));
refuseTooLarge(page.sizes);
