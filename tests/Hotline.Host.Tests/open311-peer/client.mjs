// npm open311 on a line in and a line out: {"call":"serviceList","arguments":[…],"endpoint":…,"discovery":…,"apiKey":…} → {"error":…,"data":…}
import { createInterface } from 'node:readline';
import Open311 from 'open311';

for await (const line of createInterface({ input: process.stdin })) {
  const { call, arguments: given, ...options } = JSON.parse(line);
  const city = new Open311({ ...options, format: 'json' });
  const answer = await new Promise((done) => city[call](...given, (error, data) => done({ error: error || null, data, endpoint: city.endpoint })));
  console.log(JSON.stringify(answer));
}
