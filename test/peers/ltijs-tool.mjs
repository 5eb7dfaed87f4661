/**
 * A tool on ltijs 5.9.9, as its documentation shows it, with a store in memory in place of MongoDB. Nothing of ltijs is changed.
 *
 * Run as a child process: it listens on a free port, and sends its address to its parent.
 */
import { createServer } from 'node:http';
import { once } from 'node:events';
import ltijs from 'ltijs';

const { Provider } = ltijs;

const server = createServer();
server.listen(0, 'localhost');
await once(server, 'listening');
const url = `http://localhost:${server.address().port}/`;

Provider.setup(
  'a key for the cookies of this test',
  { plugin: createMemoryStore() },
  {
    appRoute: '/launch',
    loginRoute: '/login',
    keysetRoute: '/keys',
    dynRegRoute: '/register',
    cookies: { secure: false, sameSite: '' },
    dynReg: {
      url,
      name: 'Peer on ltijs',
      description: 'A second tool',
      customParameters: { course: '$Context.id', nobody: '$Unknown.variable' },
      autoActivate: true,
    },
  },
);

// Where a launch ends: what ltijs made of it.
Provider.onConnect((token, _req, res) => res.json({ ltik: res.locals.ltik, token }));

Provider.onDeepLinking(async (token, _req, res) => {
  const item = {
    type: 'ltiResourceLink',
    title: 'Exercise of the peer',
    custom: { exercise: 'seven' },
    lineItem: { label: 'Exercise', scoreMaximum: 20, resourceId: 'exercise-7', tag: 'peer' },
  };
  res.send(await Provider.DeepLinking.createDeepLinkingForm(token, [item], { message: 'One exercise' }));
});

answer('/members', (token, { limit, role }) =>
  Provider.NamesAndRoles.getMembers(token, {
    pages: false,
    ...(limit ? { limit: Number(limit) } : {}),
    ...(role ? { role } : {}),
  }),
);
answer('/lineitems', (token) => Provider.Grade.getLineItems(token));
answer('/lineitem', (token) =>
  Provider.Grade.getLineItemById(token, token.platformContext.endpoint.lineitem),
);
answer('/newlineitem', (token, { label }) =>
  Provider.Grade.createLineItem(token, { label, scoreMaximum: 10 }),
);
answer('/score', (token, { user, given }) =>
  // Without a scoreMaximum: ltijs reads the line item first.
  Provider.Grade.submitScore(token, token.platformContext.endpoint.lineitem, {
    userId: user,
    scoreGiven: Number(given),
    activityProgress: 'Completed',
    gradingProgress: 'FullyGraded',
  }),
);
answer('/results', (token) => Provider.Grade.getScores(token, token.platformContext.endpoint.lineitem));

await Provider.deploy({ serverless: true, silent: true });
server.on('request', Provider.app);
process.send({ url });
process.on('disconnect', () => process.exit(0));

function answer(path, call) {
  Provider.app.get(path, async (req, res) => {
    try {
      res.json(await call(res.locals.token, req.query));
    } catch (error) {
      res
        .status(502)
        .json({ message: error.message, status: error.response?.statusCode, body: error.response?.body });
    }
  });
}

/** The store that ltijs asks for: `setup Close Get Insert Replace Modify Delete` over collections of plain objects. */
function createMemoryStore() {
  const collections = new Map();
  const list = (name) => {
    if (!collections.has(name)) collections.set(name, []);
    return collections.get(name);
  };
  const fits = (query) => (entry) =>
    Object.entries(query ?? {}).every(([key, value]) => entry[key] === value);
  const remove = (name, query) =>
    collections.set(
      name,
      list(name).filter((entry) => !fits(query)(entry)),
    );
  // What ltijs would encrypt is found by `index` and read back as the item.
  const insert = (name, item, index) =>
    list(name).push(structuredClone({ ...(index ?? {}), ...item, createdAt: Date.now() }));
  return {
    setup: async () => true,
    Close: async () => true,
    Get: async (_key, name, query) => {
      const found = list(name).filter(fits(query));
      return found.length === 0 ? false : structuredClone(found);
    },
    Insert: async (_key, name, item, index) => {
      insert(name, item, index);
      return true;
    },
    Replace: async (_key, name, query, item, index) => {
      remove(name, query);
      insert(name, item, index);
      return true;
    },
    Modify: async (_key, name, query, change) => {
      for (const entry of list(name).filter(fits(query))) Object.assign(entry, change);
      return true;
    },
    Delete: async (name, query) => {
      remove(name, query);
      return true;
    },
  };
}
