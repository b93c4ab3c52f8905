import { ics } from '../../shared/activity/ics.ts';
import { invite } from '../../shared/activity/invite.ts';
import { list as listActivities } from '../../shared/activity/activity.list.ts';
import { activityRoutes } from '../../shared/activity/activity.routes.ts';
import {
  cancel,
  complete,
  create as createActivity,
  edit as editActivity,
  get as getActivity,
  remove as removeActivity,
  seen as seenActivity,
} from '../../shared/activity/activity.ts';
import { schedule } from '../../shared/activity/schedule.ts';
import { maskLists } from '../../shared/analysis/masking.ts';
import { feed, get as getLink, renew, revoke, revokeOf, urlOf } from '../../shared/calendar-link/calendar-link.ts';
import { calendarLinkRoutes } from '../../shared/calendar-link/calendar-link.routes.ts';
import { bind, serveAll } from '../../shared/http/serve.ts';
import { pacer } from '../../shared/kernel/pace.ts';
import { list } from '../../shared/purchase/purchase.list.ts';
import { purchaseRoutes } from '../../shared/purchase/purchase.routes.ts';
import { bulk, create, edit, get } from '../../shared/purchase/purchase.ts';
import { vehicleRoutes } from '../../shared/vehicle/vehicle.routes.ts';
import {
  addOwnership,
  addReading,
  create as createVehicle,
  edit as editVehicle,
  editOwnership,
  get as getVehicle,
  history,
  list as listVehicles,
  seen,
  transfer,
} from '../../shared/vehicle/vehicle.ts';
import { giveBack } from '../../shared/purchase/returns.ts';
import { invitationMail } from '../../web/mail/invitation-mail.tsx';

/** Mails a second: those of schedules and queues take most of what a new SES account may send, which is 14. */
const MAILS_PER_SECOND = 4;
const parts = { render: invitationMail, pace: pacer(MAILS_PER_SECOND) };

export const handler = serveAll(
  bind(purchaseRoutes, { list, create, get, edit, bulk, giveBack }),
  bind(
    vehicleRoutes,
    {
      list: listVehicles,
      create: createVehicle,
      get: getVehicle,
      edit: editVehicle,
      addOwnership,
      editOwnership,
      transfer,
      history,
      addReading,
    },
    { seen },
  ),
  bind(
    activityRoutes,
    {
      list: listActivities,
      create: createActivity,
      get: getActivity,
      edit: editActivity,
      remove: removeActivity,
      complete,
      cancel,
      invite: (ctx, one) => invite(ctx, one, parts),
      ics,
      schedule,
    },
    { masking: maskLists, seen: seenActivity },
  ),
  bind(
    calendarLinkRoutes,
    { get: getLink, renew, revoke, revokeOf, feed },
    { completed: { get: urlOf, renew: urlOf } },
  ),
);
