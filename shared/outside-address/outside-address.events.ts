import { defineEvents } from '../kernel/events.ts';
import { OutsideAddress } from './outside-address.schema.ts';

export const outsideAddressEvents = defineEvents('outsideAddress', OutsideAddress, {
  id: 'addressId',
  actions: {
    ask: ['OutsideAddressAsked', 'An address of nobody whom the company knows is to be asked whether it wants mail.'],
    confirm: ['OutsideAddressConfirmed', 'It agreed to get mail.'],
    stop: ['OutsideAddressStopped', 'It wants no more mail.'],
    bounce: [
      'OutsideAddressBounced',
      'Mail to it came back for good, or was reported as unwanted; `state` tells which.',
    ],
    delete: ['OutsideAddressDeleted', 'Somebody removed it: nothing is sent to it any more.'],
  },
  facts: ['state'],
});
