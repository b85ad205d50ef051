import type { Messages } from '../messages';

export const softphone: Messages['softphone'] = {
  choose: 'Take calls on',
  desk: 'Desk phone {{phone}}',
  browser: 'Browser phone',
  answer: 'Answer',
  reject: 'Reject',
  hangUp: 'Hang up',
  mute: 'Mute',
  unmute: 'Unmute',
  state: {
    off: 'Desk phone',
    elsewhere: 'In another window',
    connecting: 'Connecting…',
    ready: 'Browser phone',
    ringing: 'Incoming call',
    talking: 'Talking',
    lost: 'Connection lost, trying again…',
  },
  problem: {
    microphone: 'No microphone: allow this page to use it',
    insecure: 'The browser phone needs this page over HTTPS',
    refused: 'The browser phone could not register; trying again',
  },
};
