// A second implementation of the platform's encryption: a JSON request a line in, a JSON answer a line out.
import { createInterface } from 'node:readline';
import WXBizMsgCrypt from 'wechat-crypto';

for await (const line of createInterface({ input: process.stdin })) {
  const { token, key, appId, encrypt, decrypt, timestamp = '', nonce = '' } = JSON.parse(line);
  const crypt = new WXBizMsgCrypt(token, key, appId);
  const answer = encrypt === undefined ? crypt.decrypt(decrypt) : { encrypted: crypt.encrypt(encrypt) };
  answer.signature = crypt.getSignature(timestamp, nonce, answer.encrypted ?? decrypt);
  console.log(JSON.stringify(answer));
}
