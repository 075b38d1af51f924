/**
 * The shipped files' columns as other counties could name them, in the order of the shipped mappings; for tests.
 */
const lines = `
police/hukou 家庭户编号 公民身份号码 人员姓名 性别名称 生日 家庭关系 户籍详址 行政区划编码 户口类别 手机号 迁入本户日期 迁出本户日期 变动类型 数据更新时间
police/vital 业务流水 证件号码 公民姓名 性别 出生年月日 变动类别 发生日期 录入时间
police/vehicles 机动车登记编号 所有人证件号码 机动车所有人 车型 初登日期 车辆估值（万元） 机动车状态 数据推送时间
civil_affairs/grants 发放流水号 家庭编号 申请人证件号码 申请人 救助项目 所属月份 实发金额（元） 打款日期
civil_affairs/applications 业务受理号 家庭编号 申请人公民身份号码 申请人 申请事项 办理环节 办结日期 原因说明 系统录入时间
civil_affairs/visits 入户核查单号 家庭编号 入户日期 上传日期 核查结果 家庭人口数 年工资性收入 经营净收入 财产净收入 转移净收入 年合规医疗自付 年教育费用 致困原因
civil_affairs/visit-members 核查单编号 家庭编号 成员身份证号码 成员姓名 共同生活标志 入户核查日期 数据录入日期
civil_affairs/happiness-code 事件编号 上报来源 困难群众姓名 联系方式 现居住地址 身份证件号码 困难类别 扫码时间
medical_insurance/settlement 结算ID 人员证件号码 人员姓名 险种类型 就诊类别 主诊断代码 医疗机构等级 费用结算时间 数据上传时间 医疗费总额 政策范围内费用 基本医疗统筹基金支出 大病支付金额 救助基金支付 个人自付金额 全自费金额
medical_insurance/enrolment 证件号码 参保人姓名 年度 险种类型 人员参保状态 更新时间
health/major-disease 报卡编号 患者证件号 患者姓名 患者性别 患者出生日期 ICD编码 疾病名称 诊断时间 填报日期
disabled_federation/certificates 业务编号 残疾证号码 持证人姓名 性别 出生年月 残疾类型 残疾级别 业务类型 签发日期 有效截止日期 长期照护需求 联系人电话 居住地址 数据更新日期
social_security/contributions 缴费记录号 社会保障号码 参保人 保险种类 费款所属期 月缴费基数 到账状态 到账日期
social_security/unemployment 经办流水号 公民身份证号码 姓名 性别 出生日期 业务事项 经办日期 入库日期 待遇截止日期 月待遇标准
social_security/pensions 发放记录号 领取人身份证号 领取人姓名 养老待遇类型 待遇所属月 养老金金额 实际发放日期
education/enrolment 全国学籍号 学生身份证件号 学生姓名 性别 出生日期 就读学段 就读学年 学生状态 年学费 年住宿费用 已享受资助金额 寄宿生标志 更新时间
housing/secured 保障家庭编号 主申请人证件号 主申请人 住房保障类型 危房鉴定等级 每月租金 拖欠月数 拖欠租金 保障认定时间 数据更新时间
land_registry/property 不动产权证号 权利人证件号 权利人名称 房屋用途 面积（平方米） 估价（万元） 登簿时间 权属状态 推送时间
tax/income 申报序号 纳税人识别号 纳税人姓名 所属期起 征收品目 本期收入 申报时间
market/registrations 统一社会信用代码 法人证件号码 负责人姓名 企业类型 注册资本（万元） 登记状态 成立日期 数据更新时间
provident_fund/accounts 职工账号 职工证件号码 职工姓名 缴存余额 月应缴额 余额日期 账户状态 数据推送时间
banking/verification 核对报告编号 被核对人证件号 被核对人姓名 资产类型 资产金额（万元） 资产日期 核对反馈时间
emergency/disasters 灾情编号 受灾户主 户主证件号码 电话 受灾地址 灾种 损毁情况 直接经济损失（万元） 农作物损失率 受灾日期 上报时间
rural/monitoring 监测户编号 户编号 户主证件号码 户主 监测对象类别 致贫返贫风险 识别时间 风险消除时间 人均纯收入（元） 更新时间
union/hardship 困难职工档案编号 职工身份证 职工姓名 致困类型 慰问金额 慰问时间 建档录入时间
power/usage 客户编号 客户名称 证件号码 联系手机 用电地址 电费年月 月用电量(千瓦时) 应收电费 欠费次数 抄表时间
water/usage 水表户号 用户名称 身份证 装表地址 账期 本期水量（立方） 应收水费 欠费期数 抄见日期
court/cases 案件编号 当事人证件号码 当事人姓名 案件类别 执行标的（万元） 立案时间 数据推送时间
hotline/tickets 工单编号 诉求人 来电号码 所属区划 诉求类型 来电时间 办结时间
charity/aid 项目编号 受益人 受益人证件号 手机号码 救助项目 资助金额 拨付日期 登记日期
`;

/**
 * A second naming, written after the dictionary. It has not been used to extend it, but for national field codes
 * (setl_id, AAC002, XM …), which the dictionary learnt later.
 */
const strangerLines = `
police/hukou 户籍户号 GMSFHM XM XB CSRQ 与户主之关系 住址名称 所在地行政区划 城乡属性 本人手机 落户时间 销户时间 业务原因 上次修改时间
police/vital 变动单号 SFZH 当事人 性别代码 诞辰 变动事件名称 事件发生日 民警登记日
civil_affairs/grants 台账流水 低收入家庭编码 领款人证件 领款人 待遇名称 归属期 补助金（元） 银行代发日
civil_affairs/visits 走访记录编号 家庭编码 走访日 回传日 走访认定 同住人口 打工收入合计 种养殖经营收入 房租利息收入 补贴养老金等收入 看病自己掏钱 上学花费 困难成因
medical_insurance/settlement setl_id certno psn_name insutype med_type dise_code hosp_lv setl_time upload_time medfee_sumamt inscp_amt hifp_pay hifmi_pay maf_pay psn_selfpay psn_ownpay
disabled_federation/certificates 受理单号 持证编号 残疾人 性别 出生年月日 残别 残级 办证类型 核发日 有效期截止 护理依赖 监护人电话 现住址 最后维护日
social_security/contributions 序列 AAC002 AAC003 险种名称 做账期号 工资基数 实缴标志 划账日
education/enrolment 学号 学生证件 学生 性别 出生日期 教育阶段 学年度 在校状态 应缴学费 应缴住宿 减免资助 住校 最近更新
land_registry/property 单元代码 持有人证件 持有人 规划用途 建面 房产评估（万） 首次登记时间 是否有效 同步时间
rural/monitoring 对象编号 农户编号 户主证件 户主名 三类户类型 主要风险 纳入监测时间 解除监测时间 人均可支配 系统修改日期
power/usage CONS_NO 用户名 CERT_NO 手机 用电处 YM 抄见电量 到户电费 欠费月数 READ_DATE
hotline/tickets 来件编号 市民 主叫号码 属地编码 一级分类 接听时间 归档时间
`;

/** `department/dataset` → its columns' other names. */
export const renamedHeaders = headersOf(lines);
/** The second naming, of twelve kinds of file. */
export const strangerHeaders = headersOf(strangerLines);

function headersOf(text: string): ReadonlyMap<string, readonly string[]> {
  const rows = text
    .trim()
    .split('\n')
    .map((line) => line.split(' '));
  return new Map(rows.map(([name = '', ...headers]) => [name, headers]));
}
