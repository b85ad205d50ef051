export const softphone = {
  choose: '接听方式',
  desk: '桌面话机 {{phone}}',
  browser: '浏览器电话',
  answer: '接听',
  reject: '拒接',
  hangUp: '挂断',
  mute: '静音',
  unmute: '取消静音',
  state: {
    off: '桌面话机',
    elsewhere: '已在另一窗口接听',
    connecting: '正在连接…',
    ready: '浏览器电话',
    ringing: '来电',
    talking: '通话中',
    lost: '连接中断，正在重连…',
  },
  problem: {
    microphone: '无法使用麦克风：请在浏览器中允许本页使用麦克风',
    insecure: '浏览器电话需要通过 HTTPS 打开本页',
    refused: '浏览器电话注册失败，正在重试',
  },
};
