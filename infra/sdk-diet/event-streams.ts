/** In place of `@smithy/core/event-streams`: none of the operations we call streams events. */
export class EventStreamSerde {
  constructor() {
    throw new Error('event streams are left out of this bundle, see infra/sdk-diet');
  }
}
export const eventStreamSerdeProvider = (): never => {
  throw new Error('event streams are left out of this bundle, see infra/sdk-diet');
};
