/**
 * Field codes that exports of national systems carry instead of names: healthcare security (国家医保信息平台接口),
 * social security (劳动保障信息系统指标体系) and the police's initials. From knowledge, not compared with the standards.
 */
const lines = `
certno 身份证号
psn_name 姓名
gend 性别
brdy 出生日期
tel 联系电话
addr 地址
insutype 险种
med_type 医疗类别
setl_id 结算流水号
setl_time 结算日期
dise_codg 诊断编码
dise_code 诊断编码
dise_name 病种名称
hosp_lv 医院等级
medfee_sumamt 医疗费用总额
inscp_amt 目录内费用
inscp_scp_amt 目录内费用
hifp_pay 基本医保支付
hifmi_pay 大病保险支付
maf_pay 医疗救助支付
psn_selfpay 个人自付
psn_ownpay 个人自费
fulamt_ownpay_amt 个人自费
aac002 社会保障号码
aac003 姓名
aac004 性别
aac006 出生日期
aac031 参保状态
aae002 费款所属期
aae003 费款所属期
aae005 联系电话
aae006 地址
aae036 经办日期
aae140 险种
aae180 缴费基数
gmsfhm 公民身份号码
gmsfzh 公民身份证号
sfzh 身份证号
sfzhm 身份证号码
xm 姓名
xb 性别
csrq 出生日期
lxdh 联系电话
sjhm 手机号码
zz 住址
hh 户号
yhzgx 与户主关系
hkxz 户口性质
cons_no 用电户号
cert_no 证件号
read_date 抄表日期
`;

const names = new Map(
  lines
    .trim()
    .split('\n')
    .map((line): [string, string] => {
      const [code = '', name = ''] = line.split(' ');
      return [code.replaceAll('_', ''), name];
    }),
);

/** The name a field code stands for; the text itself when it is none. */
export function nameOfCode(text: string): string {
  return names.get(text) ?? text;
}
