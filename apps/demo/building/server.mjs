import { createServer } from 'node:http';
import sirv from 'sirv';

const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

/** Serves a folder on this machine alone; another port is taken when that one is. */
export async function servePage(folder, { port = 0, isolated = true, base = '' } = {}) {
  const files = sirv(folder, { dev: true, setHeaders: (response) => isolated && isolate(response) });
  const server = createServer((request, response) => {
    const none = () => response.writeHead(404).end();
    if (!request.url.startsWith(`${base}/`)) return none();
    request.url = request.url.slice(base.length);
    files(request, response, none);
  });
  const taken = await listen(server, port).catch((error) => {
    if (error.code !== 'EADDRINUSE') throw error;
    return listen(server, 0);
  });
  return {
    address: `http://localhost:${taken}${base}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

function isolate(response) {
  for (const [name, value] of Object.entries(isolation)) response.setHeader(name, value);
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, 'localhost', () => resolve(server.address().port));
  });
}
