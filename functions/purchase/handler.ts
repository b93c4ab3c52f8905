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
import { bind, serveAll } from '../../shared/http/serve.ts';
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
      schedule,
    },
    { masking: maskLists, seen: seenActivity },
  ),
);
