import { serve } from '../protocol/serve.js';

// A script of its own: the page's first worker need not load what long work takes.
const { notice } = serve(() => handlers);
const handlers = import('./longSession.js').then(({ openLongSession }) => openLongSession(notice));
// A failure is told with the answer to the first question.
handlers.catch(() => undefined);
