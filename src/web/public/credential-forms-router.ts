/**
 * A shared credential baked into its picture, for wallets and backpacks.
 *
 * `?ob=2` gives the picture with the hosted OB 2.0 assertion inside.
 *
 * @module
 */
import { Router } from 'express';
import type { BakedBadges } from '../../credentials/bake/baked-badges.js';
import type { HostedBadges } from '../../credentials/ob2/hosted-badges.js';
import { sendAbsence } from './not-found.js';
import { sendPicture } from './send-picture.js';

export interface CredentialFormsRouterDeps {
  readonly hostedBadges: Pick<HostedBadges, 'findShared'>;
  readonly bakedBadges: Pick<BakedBadges, 'bake'>;
}

export function createCredentialFormsRouter({
  hostedBadges,
  bakedBadges,
}: CredentialFormsRouterDeps): Router {
  const router = Router();

  for (const form of ['png', 'svg'] as const) {
    router.get(`/credentials/:id.${form}`, async (req, res) => {
      const { id } = req.params;
      res.set('X-Robots-Tag', 'noindex, nofollow');
      const shared = await hostedBadges.findShared(id);
      const picture = shared && (await bakedBadges.bake(shared, form, req.query['ob'] === '2' ? 2 : 3));
      if (!picture) return sendAbsence(req, res, 'not-shared', 'json');
      return sendPicture(res, form, picture, `badge-${id.slice(0, 8)}.${form}`);
    });
  }

  return router;
}
