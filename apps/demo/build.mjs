// Copies the page into dist. It is a placeholder that says so; the scripts come with the page itself.
import { cpSync, mkdirSync } from 'node:fs';

mkdirSync('dist', { recursive: true });
cpSync('src/index.html', 'dist/index.html');
