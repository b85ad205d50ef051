import type { UA } from 'jssip';
import type { DTMF_TRANSPORT } from 'jssip/lib/Constants';
import type { RTCSession } from 'jssip/lib/RTCSession';

/** The public page's telephone: one call to the hotline, with a ticket that is asked for when the button is pressed. */
interface Ticket {
  userName: string;
  password: string;
  realm: string;
  number: string;
}

type Fault =
  | 'unsupported'
  | 'insecure'
  | 'microphone'
  | 'phone'
  | 'closed'
  | 'not-offered'
  | 'too-many'
  | 'busy'
  | 'failed'
  | 'lost';
type State = 'idle' | 'asking' | 'calling' | 'talking' | 'ended' | Fault;

/** JsSIP's name for keys sent with the sound, as telephone-events. */
const rfc4733 = 'RFC2833' as DTMF_TRANSPORT;

const running: readonly State[] = ['asking', 'calling', 'talking'];
const fine: readonly State[] = ['idle', 'ended', ...running];

class Refused extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault);
    this.fault = fault;
  }
}

class WebCall {
  private readonly holder: HTMLElement;
  private readonly texts: Record<string, string>;
  private readonly said = part('said', HTMLElement);
  private readonly phone = part('phone', HTMLInputElement);
  private readonly start = part('start', HTMLButtonElement);
  private readonly stop = part('stop', HTMLButtonElement);
  private readonly mute = part('mute', HTMLButtonElement);
  private readonly heard = part('heard', HTMLAudioElement);
  private ua: UA | null = null;
  private session: RTCSession | null = null;
  private microphone: MediaStream | null = null;
  private state: State = 'idle';
  private muted = false;

  constructor(holder: HTMLElement) {
    this.holder = holder;
    this.texts = JSON.parse(holder.dataset.texts ?? '{}');
    this.start.addEventListener('click', () => void this.call());
    this.stop.addEventListener('click', () => this.hangUp());
    this.mute.addEventListener('click', () => this.toggleMute());
    for (const key of holder.querySelectorAll<HTMLButtonElement>('[data-key]'))
      key.addEventListener('click', () => this.session?.sendDTMF(key.dataset.key ?? '', { transportType: rfc4733 }));
    window.addEventListener('pagehide', () => this.hangUp());
    holder.hidden = false;
    this.show(usable());
  }

  private async call(): Promise<void> {
    if (running.includes(this.state)) return;
    this.show('asking');
    try {
      this.microphone = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => {
        throw new Refused('microphone');
      });
      this.show('calling');
      const ticket = await this.ask();
      await this.dial(ticket);
    } catch (error) {
      this.over(error instanceof Refused ? error.fault : 'failed');
    }
  }

  private async ask(): Promise<Ticket> {
    const answer = await fetch('/api/web-calls', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Hotline': '1' },
      body: JSON.stringify({ phone: this.phone.value.replaceAll(/[\s-]/g, '') || null }),
    }).catch(() => {
      throw new Refused('lost');
    });
    if (answer.ok) return answer.json();
    const faults: Record<number, Fault> = {
      400: 'phone',
      422: 'phone',
      404: 'not-offered',
      409: 'closed',
      429: 'too-many',
      503: 'busy',
    };
    throw new Refused(faults[answer.status] ?? 'failed');
  }

  private async dial(ticket: Ticket): Promise<void> {
    const { UA, WebSocketInterface } = await import('jssip');
    const microphone = this.microphone;
    if (microphone === null || this.state !== 'calling') return;
    const ua = new UA({
      sockets: [new WebSocketInterface(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/sip`)],
      uri: `sip:${ticket.userName}@${ticket.realm}`,
      password: ticket.password,
      register: false,
      user_agent: 'Hotline page',
    });
    this.ua = ua;
    ua.on('disconnected', () => {
      if (this.ua === ua) this.over('lost');
    });
    ua.on('connected', () => {
      if (this.ua !== ua || this.session !== null) return;
      const session = ua.call(`sip:${ticket.number}@${ticket.realm}`, {
        mediaStream: microphone,
        pcConfig: { iceServers: [] },
      });
      this.session = session;
      session.connection?.addEventListener('track', ({ track }) => {
        this.heard.srcObject = new MediaStream([track]);
      });
      session.on('confirmed', () => this.show('talking'));
      session.on('ended', ({ cause }) => this.over(cause === 'RTP Timeout' ? 'lost' : 'ended'));
      session.on('failed', ({ message, cause }) => {
        const status = message !== null && 'status_code' in message ? message.status_code : 0;
        this.over(
          cause === 'Canceled'
            ? 'ended'
            : status === 486 || status === 503
              ? 'busy'
              : cause === 'Connection Error'
                ? 'lost'
                : 'failed',
        );
      });
    });
    ua.start();
  }

  private hangUp(): void {
    if (this.session !== null) this.session.terminate();
    else if (running.includes(this.state)) this.over('ended');
  }

  private toggleMute(): void {
    if (this.session === null) return;
    if (this.muted) this.session.unmute({ audio: true });
    else this.session.mute({ audio: true });
    this.muted = !this.muted;
    this.show(this.state);
  }

  private over(state: State): void {
    if (!running.includes(this.state)) return;
    const { ua, microphone } = this;
    [this.ua, this.session, this.microphone, this.muted] = [null, null, null, false];
    for (const track of microphone?.getTracks() ?? []) track.stop();
    this.heard.srcObject = null;
    this.show(state);
    // What is still to be said over SIP, as BYE, goes out before.
    ua?.stop();
  }

  private show(state: State): void {
    const before = this.state;
    this.state = state;
    const busy = running.includes(state);
    this.holder.dataset.state = state;
    this.holder.toggleAttribute('data-fault', !fine.includes(state));
    this.said.textContent = this.texts[this.muted && state === 'talking' ? 'muted' : state] ?? '';
    part('before', HTMLElement).hidden = busy;
    part('during', HTMLElement).hidden = !busy;
    this.start.disabled = state === 'unsupported' || state === 'insecure';
    this.phone.toggleAttribute('aria-invalid', state === 'phone');
    this.mute.textContent = (this.muted ? this.holder.dataset.unmute : this.holder.dataset.mute) ?? '';
    this.mute.setAttribute('aria-pressed', String(this.muted));
    for (const button of this.holder.querySelectorAll<HTMLButtonElement>('#mute, [data-key]'))
      button.disabled = state !== 'talking';
    // Whoever works by keyboard stays at the button that counts now.
    if (busy !== running.includes(before)) (busy ? this.stop : state === 'phone' ? this.phone : this.start).focus();
  }
}

function usable(): State {
  if (!window.isSecureContext) return 'insecure';
  return typeof RTCPeerConnection === 'undefined' || navigator.mediaDevices?.getUserMedia === undefined
    ? 'unsupported'
    : 'idle';
}

function part<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no ${id}.`);
  return found;
}

const holder = document.getElementById('call');
if (holder !== null) new WebCall(holder);
