import { maskLists } from '../../shared/analysis/masking.ts';
import { putCrmSettings, readCrmSettings } from '../../shared/crm-settings/crm-settings.ts';
import { crmSettingsRoutes } from '../../shared/crm-settings/crm-settings.routes.ts';
import { timeline, view } from '../../shared/customer-view/customer-view.ts';
import { customerViewRoutes } from '../../shared/customer-view/customer-view.routes.ts';
import { add, edit as editAddress, remove as removeAddress, standardise } from '../../shared/customer/addresses.ts';
import { addressRoutes } from '../../shared/customer/address.routes.ts';
import { bulk } from '../../shared/customer/bulk.ts';
import {
  edit,
  getByAnyId,
  put,
  putDoNotContact,
  putPreferences,
  remove,
  restore,
} from '../../shared/customer/customer.ts';
import { list } from '../../shared/customer/customer.list.ts';
import { history } from '../../shared/customer/history.list.ts';
import { erase } from '../../shared/customer/erase.ts';
import { search } from '../../shared/customer/customer.search.ts';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { seen } from '../../shared/customer/seen.ts';
import { vcard } from '../../shared/customer/vcard.ts';
import { putLimits, readLimits } from '../../shared/limits/limits.ts';
import { limitsRoutes } from '../../shared/limits/limits.routes.ts';
import { ask as askConsent } from '../../shared/consent/ask.ts';
import { create as createConsent, list as listConsents } from '../../shared/consent/consent.ts';
import { consentRoutes } from '../../shared/consent/consent.routes.ts';
import { mayContact } from '../../shared/consent/may-contact.ts';
import { seen as seenConsents } from '../../shared/consent/seen.ts';
import {
  addPosition,
  create as createContact,
  edit as editContact,
  editPosition,
  get as getContact,
  put as putContact,
} from '../../shared/contact/contact.ts';
import { list as listContacts } from '../../shared/contact/contact.list.ts';
import { contactRoutes } from '../../shared/contact/contact.routes.ts';
import { remove as removeContact } from '../../shared/contact/remove.ts';
import { seen as seenContacts } from '../../shared/contact/seen.ts';
import { create, withCandidates } from '../../shared/duplicate/candidates.ts';
import { dismiss, list as listDuplicates, scan, seen as seenDuplicates } from '../../shared/duplicate/duplicate.ts';
import { duplicateRoutes } from '../../shared/duplicate/duplicate.routes.ts';
import {
  addMember,
  create as createHousehold,
  edit as editHousehold,
  get as getHousehold,
  remove as removeHousehold,
  removeMember,
  seen as seenHouseholds,
} from '../../shared/household/household.ts';
import { householdRoutes } from '../../shared/household/household.routes.ts';
import { complete, receipt } from '../../shared/privacy/complete.ts';
import {
  create as createRequest,
  edit as editRequest,
  extend,
  get as getRequest,
  hold,
  listRequests,
  reject,
  release,
  seen as seenRequests,
  verify,
} from '../../shared/privacy/data-request.ts';
import { privacyRoutes } from '../../shared/privacy/privacy.routes.ts';
import { noteRead } from '../../shared/customer/note-read.ts';
import { acknowledge } from '../../shared/policy/acknowledge.ts';
import { create as createPolicy, list as listPolicies } from '../../shared/policy/policy.ts';
import { policyRoutes } from '../../shared/policy/policy.routes.ts';
import { get as getMerge, merge } from '../../shared/merge/merge.ts';
import { mergeRoutes } from '../../shared/merge/merge.routes.ts';
import { seen as seenMerges } from '../../shared/merge/seen.ts';
import { undo } from '../../shared/merge/undo.ts';
import { network } from '../../shared/relation/network.ts';
import {
  create as createRelation,
  list as listRelations,
  listOfContact,
  remove as removeRelation,
  seen as seenRelations,
} from '../../shared/relation/relation.ts';
import { relationRoutes } from '../../shared/relation/relation.routes.ts';
import { get as getScores } from '../../shared/score/read.ts';
import { scoreRoutes } from '../../shared/score/score.routes.ts';
import { bind, serveAll } from '../../shared/http/serve.ts';

export const handler = serveAll(
  bind(
    customerRoutes,
    { list, create, get: getByAnyId, vcard, history, edit, put, remove, restore, erase, search, bulk },
    { masking: maskLists, seen, read: noteRead, completed: { create: withCandidates } },
  ),
  bind(
    addressRoutes,
    { add, edit: editAddress, remove: removeAddress, standardise },
    { masking: maskLists, seen, read: noteRead },
  ),
  bind(
    consentRoutes,
    { list: listConsents, create: createConsent, ask: askConsent, putPreferences, putDoNotContact, mayContact },
    { seen: seenConsents, read: noteRead },
  ),
  bind(
    contactRoutes,
    {
      list: listContacts,
      create: createContact,
      get: getContact,
      edit: editContact,
      put: putContact,
      remove: removeContact,
      addPosition,
      editPosition,
    },
    { masking: maskLists, seen: seenContacts, read: noteRead },
  ),
  bind(
    relationRoutes,
    { list: listRelations, create: createRelation, remove: removeRelation, network, listOfContact },
    { masking: maskLists, seen: seenRelations, read: noteRead },
  ),
  bind(
    householdRoutes,
    {
      create: createHousehold,
      get: getHousehold,
      edit: editHousehold,
      remove: removeHousehold,
      addMember,
      removeMember,
    },
    { seen: seenHouseholds, read: noteRead },
  ),
  bind(
    duplicateRoutes,
    { list: listDuplicates, scan: (ctx) => scan(ctx), dismiss },
    { masking: maskLists, seen: seenDuplicates },
  ),
  bind(mergeRoutes, { merge, get: getMerge, undo }, { masking: maskLists, seen: seenMerges }),
  bind(customerViewRoutes, { view, timeline }, { masking: maskLists, seen, read: noteRead }),
  bind(scoreRoutes, { get: getScores }, { read: noteRead }),
  bind(crmSettingsRoutes, { settings: (ctx) => readCrmSettings(ctx), putSettings: putCrmSettings }),
  bind(
    privacyRoutes,
    {
      list: listRequests,
      create: createRequest,
      get: getRequest,
      edit: editRequest,
      verify,
      extend,
      reject,
      hold,
      release,
      complete,
      receipt,
    },
    { masking: maskLists, seen: seenRequests, read: noteRead },
  ),
  bind(policyRoutes, { list: listPolicies, create: createPolicy, acknowledge }, { masking: maskLists }),
  bind(limitsRoutes, { settings: (ctx) => readLimits(ctx), putSettings: putLimits }),
);
