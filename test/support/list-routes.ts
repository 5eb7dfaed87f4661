/**
 * Every route of an express application, as its routers hold them.
 */
import type { Express } from 'express';

export interface FoundRoute {
  readonly method: string;
  readonly path: string;
}

interface Layer {
  readonly route?: {
    readonly path: string | readonly string[];
    readonly stack: readonly { readonly method?: string }[];
  };
  readonly handle: { readonly stack?: readonly Layer[] };
}

/** Express 5: a router is a layer whose handle has a stack of its own. Ours are mounted at the root and name whole paths. */
export function listRoutes(app: Express): FoundRoute[] {
  return walk((app.router as unknown as { readonly stack: readonly Layer[] }).stack);
}

function walk(stack: readonly Layer[]): FoundRoute[] {
  return stack.flatMap(({ route, handle }) => {
    if (!route) return handle.stack ? walk(handle.stack) : [];
    const paths = typeof route.path === 'string' ? [route.path] : route.path;
    const methods = new Set(route.stack.map(({ method }) => (method ?? 'all').toUpperCase()));
    return paths.flatMap((path) => [...methods].map((method) => ({ method, path })));
  });
}
