// A message centre on loopback for the tests: node smsc.mjs PORT (0: any). Reads one JSON command a line, prints one JSON event a line.
import { createInterface } from 'node:readline';
import smpp from 'smpp';

const password = 'secret';
const say = (event) => console.log(JSON.stringify(event));
let bound = null;
let nextId = 1;
let binds = 0;
let throttled = 0;
let silent = false;

const server = smpp.createServer((session) => {
  let over = null;
  session.on('error', (error) => say({ event: 'error', code: error.code ?? String(error) }));
  session.on('close', () => {
    say({ event: 'closed' });
    if (bound === session) bound = null;
  });
  const bind = (mode) => (pdu) => {
    if (pdu.password !== password) {
      say({ event: 'refused' });
      session.send(pdu.response({ command_status: smpp.ESME_RINVPASWD }), () => session.close());
      return;
    }
    over = mode;
    if (mode !== 'bind_transmitter') bound = session;
    session.send(pdu.response({ system_id: 'test-smsc' }));
    say({ event: 'bound', count: ++binds, mode, systemId: pdu.system_id, version: pdu.interface_version });
  };
  for (const mode of ['bind_transceiver', 'bind_transmitter', 'bind_receiver']) session.on(mode, bind(mode));
  session.on('enquire_link', (pdu) => {
    session.send(pdu.response());
    say({ event: 'enquired' });
  });
  session.on('unbind', (pdu) => {
    say({ event: 'unbound' });
    session.send(pdu.response(), () => session.close());
  });
  session.on('submit_sm', (pdu) => {
    if (silent) {
      say({ event: 'swallowed' });
      return;
    }
    if (throttled > 0) {
      throttled -= 1;
      session.send(pdu.response({ command_status: smpp.ESME_RTHROTTLED }));
      return;
    }
    const id = `m${nextId++}`;
    session.send(pdu.response({ message_id: id }));
    say({
      event: 'submit', id, over, from: pdu.source_addr, to: pdu.destination_addr, coding: pdu.data_coding, registered: pdu.registered_delivery,
      text: pdu.short_message.message || pdu.message_payload?.message || '', total: pdu.sar_total_segments, number: pdu.sar_segment_seqnum, reference: pdu.sar_msg_ref_num, udh: pdu.short_message.udh?.map((element) => element.toString('hex')),
    });
  });
});

const commands = {
  mo: ({ tag, from, to, text, coding, udh, sar }) =>
    bound.deliver_sm(
      {
        source_addr: from, destination_addr: to, data_coding: coding ?? null,
        short_message: udh ? { udh: Buffer.from(udh, 'hex'), message: text } : text,
        ...(sar ? { sar_msg_ref_num: sar[0], sar_total_segments: sar[1], sar_segment_seqnum: sar[2] } : {}),
      },
      (answer) => say({ event: 'acknowledged', tag, status: answer.command_status }),
    ),
  receipt: ({ tag, id, from, to, state, byOption }) =>
    bound.deliver_sm(
      {
        source_addr: from, destination_addr: to, esm_class: 4,
        ...(byOption
          ? { receipted_message_id: id, message_state: 2, short_message: 'delivered' }
          : { short_message: `id:${id} sub:001 dlvrd:001 submit date:2611220800 done date:2611220801 stat:${state} err:000 text:12345` }),
      },
      (answer) => say({ event: 'acknowledged', tag, status: answer.command_status }),
    ),
  throttle: ({ count }) => { throttled = count; },
  silence: () => { silent = true; },
  drop: () => bound.destroy(),
};

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const command = JSON.parse(line);
    commands[command.do](command);
    say({ event: 'did', what: command.do });
  })
  .on('close', () => process.exit(0));

server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => say({ event: 'listening', port: server.address().port }));
