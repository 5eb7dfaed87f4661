/**
 * Deployments in the database: one record per (registration, deployment id).
 *
 * @module
 */
import { Schema, type Connection } from 'mongoose';
import { AppError } from '../errors/app-error.js';
import type { Deployment, DeploymentStore } from '../platforms/registration.js';
import { retryOnDuplicateKey } from './duplicate-key.js';

interface DeploymentRecord extends Omit<Deployment, 'id'> {
  readonly _id: string;
}

const schema = new Schema<DeploymentRecord>(
  {
    _id: { type: String, required: true },
    registrationId: { type: String, required: true },
    deploymentId: { type: String, required: true },
    institutionId: { type: String, default: null },
    state: { type: String, required: true },
    firstSeenAt: { type: Date, required: true },
  },
  { collection: 'deployments', versionKey: false },
);
schema.index({ registrationId: 1, deploymentId: 1 }, { unique: true });
schema.index({ institutionId: 1, firstSeenAt: 1 });

export function createDeploymentStore(connection: Connection): DeploymentStore {
  const deployments = connection.model<DeploymentRecord>('Deployment', schema);

  return {
    remember({ id, ...fields }) {
      const { registrationId, deploymentId } = fields;
      return retryOnDuplicateKey(async () => {
        const known = await deployments.findOne({ registrationId, deploymentId }).lean();
        if (known) return toDeployment(known);
        await deployments.create([{ _id: id, ...fields }]);
        return { id, ...fields };
      });
    },

    async findForLaunch(registrationId, deploymentId) {
      const record = await deployments.findOne({ registrationId, deploymentId }).lean();
      return record && toDeployment(record);
    },

    async activate(institutionId, deploymentRecordId) {
      const given = await deployments
        .findOneAndUpdate(
          {
            _id: deploymentRecordId,
            // A no may be taken back by whoever said it.
            $or: [
              { state: 'waiting', institutionId: { $in: [null, institutionId] } },
              { state: 'refused', institutionId },
            ],
          },
          { $set: { institutionId, state: 'active' } },
          { returnDocument: 'after' },
        )
        .lean();
      // Asked twice, it has what it wanted.
      const own =
        given ??
        (await deployments.findOne({ _id: deploymentRecordId, institutionId, state: 'active' }).lean());
      if (own) return toDeployment(own);
      throw new AppError('deployment_not_found', 404, 'no such deployment waits for an institution', {
        deploymentRecordId,
      });
    },

    async refuse(institutionId, deploymentRecordId) {
      const refused = await deployments
        .findOneAndUpdate(
          { _id: deploymentRecordId, institutionId: { $in: [null, institutionId] } },
          { $set: { institutionId, state: 'refused' } },
          { returnDocument: 'after' },
        )
        .lean();
      if (refused) return toDeployment(refused);
      throw new AppError('deployment_not_found', 404, 'no such deployment', { deploymentRecordId });
    },

    async deleteByRegistration(institutionId, registrationId) {
      await deployments.deleteMany({ registrationId, institutionId: { $in: [null, institutionId] } });
    },

    async list(institutionId) {
      const [own, waiting] = await Promise.all([
        deployments.find({ institutionId }).sort({ firstSeenAt: 1, _id: 1 }).lean(),
        deployments.find({ institutionId: null, state: 'waiting' }).sort({ firstSeenAt: 1, _id: 1 }).lean(),
      ]);
      return [...own, ...waiting].map(toDeployment);
    },
  };
}

function toDeployment(record: DeploymentRecord): Deployment {
  return {
    id: record._id,
    registrationId: record.registrationId,
    deploymentId: record.deploymentId,
    institutionId: record.institutionId,
    state: record.state,
    firstSeenAt: record.firstSeenAt,
  };
}
