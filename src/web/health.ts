/**
 * For whoever watches the process: `/healthz` says that it answers, `/readyz` that its database answers too.
 *
 * @module
 */
import { Router } from 'express';

export interface HealthDeps {
  /** Rejects, or says false, when the database does not answer. */
  readonly isReady: () => Promise<boolean>;
}

export function createHealthRouter({ isReady }: HealthDeps): Router {
  const router = Router();
  router.use(['/healthz', '/readyz'], (_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });

  router.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });

  router.get('/readyz', async (_req, res) => {
    const answers = await isReady().catch(() => false);
    res.status(answers ? 200 : 503).json({ status: answers ? 'ok' : 'unavailable' });
  });

  return router;
}
