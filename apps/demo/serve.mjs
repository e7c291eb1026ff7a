// Serves the built page on this machine, isolated from other pages, so that the CPU's threads can share memory.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { servePage } from './building/server.mjs';

const folder = fileURLToPath(new URL('dist/', import.meta.url));
if (!existsSync(`${folder}index.html`)) throw new Error('demo: dist is empty; must be built; run npm run build first');
const { address } = await servePage(folder, { port: Number(process.env.PORT ?? 4173) });
console.log(`Textcam's page: ${address}`);
