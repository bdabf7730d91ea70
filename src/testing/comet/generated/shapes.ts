// Generated from catalog/comet-admin.api.json by scripts/generate-fake-shapes.ts. Do not edit.

/** Fields of the wire types, one a line: name (`?` = left out when zero), type (`~` = may be null), first version. */
export const SHAPES: Readonly<Record<string, string>> = {
  AdminAccountPropertiesResponse: `
    OrganizationID string 20.8.0
    Permissions AdminUserPermissions
    Security AdminSecurityOptions 18.9.9
  `,
  AdminOptions: `
    Policy PolicyOptions
  `,
  AdminSecurityOptions: `
    PasswordFormat int
    Password string
    AllowPasswordLogin bool
    AllowPasswordAndTOTPLogin bool
    AllowPasswordAndU2FLogin bool
    AllowPasswordAndWebAuthnLogin bool 21.12.1
    U2FRegistrations? AdminU2FRegistration[]
    WebAuthnRegistrations? AdminWebAuthnRegistration[] 21.12.1
    RequirePasswordChange bool 24.12.0
    TOTPKeyEncryptionFormat? int
    TOTPKey? string
    IPWhitelist? string
  `,
  AdminU2FRegistration: `
    Description string
    RegisterTime int64
    Registration bytes~
  `,
  AdminUserPermissions: `
    PreventEditServerSettings? bool
    PreventServerShutdown? bool
    PreventChangePassword? bool 20.5.0
    AllowEditBranding? bool 20.5.0
    AllowEditEmailOptions? bool 22.12.2
    AllowEditRemoteStorage? bool 20.5.0
    AllowEditWebhooks? bool 22.9.0
    AllowEditExternalAuthSources? bool 23.6.5
    DenyConstellationRole? bool 22.9.0
    DenyViewServerHistory? bool 23.6.0
    DenyViewServerInfo? bool 23.6.0
    PreventDeleteStorageVault? bool 24.3.2
    PreventRequestStorageVault? bool 23.6.0
    PreventAddCustomStorageVault? bool 23.6.0
    HideCloudStorageBranding? bool 23.6.0
    ShouldRestrictProviderList? bool 23.6.0
    AllowedProvidersWhenRestricted? uint64[] 23.6.0
    AllowedUserPolicies? string[] 23.9.11
    DenySoftwareBuildRole? bool 24.6.1
  `,
  AdminWebAuthnRegistration: `
    Description string
    RegisterTime int64
    Type int 21.12.2
    IsLegacyU2F? bool
    ID? bytes
    Credential? WebAuthnCredential
  `,
  B2DestinationLocation: `
    AccountID? string
    Key? string
    Bucket? string
    Prefix? string
    MaxConnections? int
    HideDeletedFiles? bool 21.9.2
  `,
  BackupJobDetail: `
    GUID string
    Username string
    Classification int
    Status int
    StartTime int64
    EndTime int64
    RetryCount int64 24.6.6
    SourceGUID string
    DestinationGUID string
    DeviceID string
    SnapshotID? string
    BackupRuleGUID? string 24.6.6
    ClientVersion string
    TotalDirectories int64
    TotalFiles int64
    TotalSize int64
    TotalChunks int64
    UploadSize int64
    DownloadSize int64
    TotalVmCount? int64 22.3.0
    TotalMailsCount? int64 21.2.1
    TotalSitesCount? int64 21.2.1
    TotalAccountsCount? int64 21.2.1
    TotalLicensedMailsCount? int64 21.12.2
    TotalUnlicensedMailsCount? int64 21.12.2
    ConflictingJobID? string 24.9.2
    CancellationID? string
    Progress? BackupJobProgress
    DestinationSizeStart? SizeMeasurement 21.12.2
    DestinationSizeEnd? SizeMeasurement 21.12.2
    Tags? string 25.9.6
  `,
  BackupJobProgress: `
    Counter int64
    SentTime int64
    RecievedTime int64
    BytesDone int64
    ItemsDone int64
    ItemsTotal int64 24.9.6
  `,
  BackupRuleConfig: `
    Description string
    CreateTime int64
    ModifyTime int64
    PreExec string[]~
    ThawExec string[]~ 20.9.6
    PostExec string[]~
    Source string
    Destination string
    SkipAlreadyRunning bool
    StopAfter int64
    LimitVaultSpeedBps int64
    ReduceDiskConcurrency bool
    UseOnDiskIndexes bool
    AllowZeroFilesSuccess bool 19.9.0
    AutoRetentionLevel int 21.12.4
    ConcurrencyCount int64 24.3.6
    LogLevel string 23.9.5
    Tags string 25.9.6
    Schedules ScheduleConfig[]~
    EventTriggers BackupRuleEventTriggers
  `,
  BackupRuleEventTriggers: `
    OnPCBoot? bool
    OnPCBootIfLastJobMissed? bool
    OnLastJobFailDoRetry? bool 24.6.6
    LastJobFailDoRetryCount? uint64 24.6.6
    LastJobFailDoRetryTime? uint64 24.6.6
  `,
  BucketProperties: `
    OrganizationID string 20.8.0
    CreateTime int64
    ReadWriteKeyFormat int
    ReadWriteKey string
    Size SizeMeasurement
  `,
  ContentMeasurement: `
    MeasureStarted int64
    MeasureCompleted int64
    Components ContentMeasurementComponent[]~
  `,
  ContentMeasurementComponent: `
    Bytes int64
    UsedBy string[]~
  `,
  DaysOfWeekConfig: `
    Sunday bool
    Monday bool
    Tuesday bool
    Wednesday bool
    Thursday bool
    Friday bool
    Saturday bool
  `,
  DefaultEmailReportPolicy: `
    ShouldOverrideDefaultReports bool
    Reports EmailReportConfig[]~
  `,
  DefaultSourceWithOSRestriction: `
    SourceConfig SourceConfig
    RestrictOS int
  `,
  DestinationConfig: `
    Description string
    CreateTime int64
    ModifyTime int64
    PreExec string[]~
    ThawExec string[]~ 20.9.6
    PostExec string[]~
    DestinationType int
    CometServer string
    CometBucket string
    CometBucketKey string
    S3Server string
    S3UsesTLS bool
    S3AccessKey string
    S3SecretKey string
    S3BucketName string
    S3Subdir string
    S3CustomRegion string 22.6.2
    S3UsesV2Signing bool
    S3RemoveDeleted bool 22.12.8
    S3ObjectLockMode int 23.9.2
    S3ObjectLockDays int 22.12.8
    SFTPServer string
    SFTPUsername string
    SFTPRemotePath string
    SFTPAuthMode int
    SFTPPassword string
    SFTPPrivateKey string
    SFTPCustomAuth_UseKnownHostsFile bool
    SFTPCustomAuth_KnownHostsFile string
    FTPServer string
    FTPUsername string
    FTPPassword string
    FTPBaseUseHomeDirectory bool
    FTPCustomBaseDirectory string
    FTPSMode int 19.9.0
    FTPPort int 19.9.0
    FTPMaxConnections int 19.9.0
    FTPAcceptInvalidSSL bool 19.9.0
    AZBAccountName string
    AZBAccountKey string
    AZBContainer string
    AZBRealm string
    AZBPrefix string
    LocalcopyPath string
    LocalcopyWinSMBUsername string
    LocalcopyWinSMBPassword string
    LocalcopyWinSMBPasswordFormat int
    Swift SwiftDestinationLocation
    B2 B2DestinationLocation
    WebDav WebDavDestinationLocation 23.6.9
    Storj StorjDestinationLocation 22.9.0
    SMB SMBDestinationLocation 24.3.5
    SpanTargets DestinationLocation[]~
    SpanUseStaticSlots bool 20.11.0
    Tag string 23.9.6
    EncryptionKeyEncryptionMethod int
    EncryptedEncryptionKey string
    RepoInitTimestamp int64
    StorageLimitEnabled bool
    StorageLimitBytes int64
    StorageLimitID string 25.9.8
    Statistics? DestinationStatistics
    DefaultRetention RetentionPolicy
    RebrandStorage bool 20.9.1
    RetentionError string 24.3.5
    AssociatedDevices string[]~ 24.12.2
  `,
  DestinationLocation: `
    DestinationType int
    CometServer string
    CometBucket string
    CometBucketKey string
    S3Server string
    S3UsesTLS bool
    S3AccessKey string
    S3SecretKey string
    S3BucketName string
    S3Subdir string
    S3CustomRegion string 22.6.2
    S3UsesV2Signing bool
    S3RemoveDeleted bool 22.12.8
    S3ObjectLockMode int 23.9.2
    S3ObjectLockDays int 22.12.8
    SFTPServer string
    SFTPUsername string
    SFTPRemotePath string
    SFTPAuthMode int
    SFTPPassword string
    SFTPPrivateKey string
    SFTPCustomAuth_UseKnownHostsFile bool
    SFTPCustomAuth_KnownHostsFile string
    FTPServer string
    FTPUsername string
    FTPPassword string
    FTPBaseUseHomeDirectory bool
    FTPCustomBaseDirectory string
    FTPSMode int 19.9.0
    FTPPort int 19.9.0
    FTPMaxConnections int 19.9.0
    FTPAcceptInvalidSSL bool 19.9.0
    AZBAccountName string
    AZBAccountKey string
    AZBContainer string
    AZBRealm string
    AZBPrefix string
    LocalcopyPath string
    LocalcopyWinSMBUsername string
    LocalcopyWinSMBPassword string
    LocalcopyWinSMBPasswordFormat int
    Swift SwiftDestinationLocation
    B2 B2DestinationLocation
    WebDav WebDavDestinationLocation 23.6.9
    Storj StorjDestinationLocation 22.9.0
    SMB SMBDestinationLocation 24.3.5
    SpanTargets DestinationLocation[]~
    SpanUseStaticSlots bool 20.11.0
    Tag string 23.9.6
  `,
  DestinationStatistics: `
    ClientProvidedSize SizeMeasurement
    ClientProvidedContent ContentMeasurement
    LastSuccessfulDeepVerify_GUID? string
    LastSuccessfulDeepVerify_StartTime? int64
    LastSuccessfulDeepVerify_EndTime? int64
  `,
  DeviceConfig: `
    FriendlyName string
    RegistrationTime? int64 21.9.2
    PlatformVersion? OSInfo 20.2.1
    Sources? map<string,SourceBasicInfo>
    DeviceTimezone? string 21.6.6
    ClientVersion? string 23.6.0
    SyncroUUID? string 23.9.8
  `,
  EmailReportConfig: `
    ReportType int
    SummaryFrequency ScheduleConfig[]~
    TimeSpan? TimeSpan 22.12.8
    Filter SearchClause
  `,
  ExternalAuthenticationSourceDisplay: `
    DisplayName string
    LoginStartURL string
  `,
  ExtraFileExclusion: `
    Exclude string
    Regex bool
    RestrictOS int
  `,
  GroupPolicy: `
    Description string
    OrganizationID string 20.8.0
    Policy UserPolicy
    DefaultUserPolicy bool 19.12.2
    CreatedDate int64 23.3.1
    ModifiedDate int64 23.3.1
  `,
  HourSchedConfig: `
    Hour uint64
    Minutes uint64
  `,
  LicenseLimits: `
    deviceCount? int
    boosterCount? map<string,int>
  `,
  LiveUserConnection: `
    Username string
    DeviceID string
    ReportedVersion string
    ReportedPlatform string
    ReportedPlatformVersion? OSInfo 19.12.2
    DeviceTimeZone? string 21.6.6
    IPAddress? string
    ConnectionTime int64
    AllowsFilenames bool
  `,
  OSInfo: `
    version? string
    distribution? string
    build? string
    os? string 23.6.0
    arch? string 23.6.0
  `,
  PolicyOptions: `
    DeleteSources string[]~
  `,
  ProtectedItemEngineTypePolicy: `
    ShouldRestrictEngineTypeList bool
    AllowedEngineTypeWhenRestricted string[]~
  `,
  RetentionPolicy: `
    Mode int
    Ranges RetentionRange[]~
  `,
  RetentionRange: `
    Type int
    Timestamp int64
    Jobs int64
    Days int64
    Weeks int64
    Months int64
    Years int64 25.3.1
    WeekOffset int64
    MonthOffset int64
    YearOffset int64 25.3.1
  `,
  SMBDestinationLocation: `
    SMBServer string
    SMBShare string
    SMBDirectory string
    SMBUsername string
    SMBPassword string
  `,
  ScheduleConfig: `
    FrequencyType int
    SecondsPast uint64
    Offset? int64 19.9.0
    RestrictRuntime bool 22.3.0
    FromTime HourSchedConfig 22.3.0
    ToTime HourSchedConfig 22.3.0
    RestrictDays bool 22.3.0
    DaysSelect DaysOfWeekConfig 22.3.0
    RandomDelaySecs? uint64 22.6.2
    SelectedMonth uint64 25.3.1
    SelectedDay uint64 25.3.1
  `,
  SearchClause: `
    ClauseType string
    RuleField string
    RuleOperator string
    RuleValue string
    ClauseChildren? SearchClause[]
  `,
  SelfBackupStatistics: `
    CurrentRunStart int64
    LastRunStart int64
    LastRunEnd int64
    LastRunSuccess bool
    LastRunSize int64
  `,
  ServerMetaBrandingProperties: `
    BrandName string
    ProductName string
    HasImage bool
    ImageEtag string 21.9.13
    TopColor string
    AccentColor string 23.3.1
    HideNewsArea bool
    AllowUnauthenticatedDownloads bool
    AllowAuthenticatedDownloads bool
    PruneLogsAfterDays int64
    ExpiredInSeconds int64
    ExternalAuthenticationSources? ExternalAuthenticationSourceDisplay[] 23.6.5
    ServerIsEmpty bool 24.12.2
    CloudStorageName string 24.12.3
    AdminHidePreBuiltClientOption bool 24.12.3
    AdminHideBrandedCloudStorage bool 24.12.3
  `,
  ServerMetaVersionInfo: `
    Version string
    VersionCodename string
    StorageRole bool
    AuthenticationRole bool
    SoftwareBuildRole bool
    OverseerRole bool
    ConstellationRole bool
    ExperimentalOptions? string[] 20.5.0
    ServerStartTime int64
    ServerStartHash string
    CurrentTime int64
    ServerLicenseHash string
    ServerLicenseFeaturesAll bool 22.9.0
    ServerLicenseFeatureSet int 22.9.0
    ServerLicenseLimit LicenseLimits 24.6.3
    ConfiguredDevices int 24.6.3
    BoosterLimit map<string,int>~ 24.6.3
    LicenseValidUntil int64
    EmailsSentSuccessfully int64
    EmailsSentErrors int64
    EmailsWaitingInQueue int64
    ScheduledEmailThreadCurrentState int64 19.3.6
    ScheduledEmailThreadLastCalculateDurationNanos int64 19.3.6
    ScheduledEmailThreadWaitingUntil int64 19.3.6
    ScheduledEmailThreadLastWakeTime int64 19.3.6
    ScheduledEmailThreadLastWakeSentEmails bool 19.3.6
    SelfBackup SelfBackupStatistics[]~ 21.3.2
  `,
  SizeMeasurement: `
    Size int64
    MeasureStarted int64
    MeasureCompleted int64
  `,
  SourceBasicInfo: `
    Engine string 24.9.1
    Description string
    O365AccountCount int64 22.12.2
    TotalVmCount int64 24.9.1
    Size int64
    OverrideDestinationRetention? map<string,RetentionPolicy>
  `,
  SourceConfig: `
    Engine string
    Description string
    OwnerDevice string
    CreateTime int64
    ModifyTime int64
    PreExec string[]~
    ThawExec string[]~ 20.9.6
    PostExec string[]~
    EngineProps map<string,string>~
    PolicySourceID string 23.6.0
    ExistingUserUpdate bool 23.6.0
    OverrideDestinationRetention? map<string,RetentionPolicy>
    Statistics? SourceStatistics
  `,
  SourceStatistics: `
    LastStartTime int64 24.3.8
    LastBackupJob BackupJobDetail
    LastSuccessfulBackupJob BackupJobDetail 21.6.1
  `,
  StorageVaultProviderPolicy: `
    ShouldRestrictProviderList bool
    AllowedProvidersWhenRestricted uint64[]~
  `,
  StorjDestinationLocation: `
    SatelliteAddress string
    APIKey string
    Passphrase string
    StorjBucket string
    StorjBucketPrefix? string
  `,
  SwiftDestinationLocation: `
    Username? string
    APIKey? string
    Region? string
    AuthURL? string
    Domain? string
    Tenant? string
    TenantDomain? string
    TenantID? string
    TrustID? string
    AuthToken? string
    Prefix? string
    Container? string
    DefaultContainerPolicy? string
  `,
  TimeSpan: `
    FrequencyType int
    Seconds int64
  `,
  UninstallConfig: `
    UninstallFlag bool
    RemoveConfigFile bool
  `,
  UserCustomEmailSettings: `
    Reports EmailReportConfig[]~
  `,
  UserPolicy: `
    PreventRequestStorageVault bool
    PreventAddCustomStorageVault bool
    PreventEditStorageVault bool
    HideCloudStorageBranding bool 20.2.1
    PreventDeleteStorageVault bool
    StorageVaultProviders StorageVaultProviderPolicy
    DefaultNewStorageVault string 24.12.2
    PreventNewProtectedItem bool
    PreventEditProtectedItem bool
    PreventDeleteProtectedItem bool
    ProtectedItemEngineTypes ProtectedItemEngineTypePolicy
    FileAndFolderMandatoryExclusions? ExtraFileExclusion[]
    ModeScheduleSkipAlreadyRunning? int
    ModeScheduleLastJobFailDoRetry? int 24.6.6
    ModeLastJobFailDoRetryTime? uint64 24.6.6
    ModeLastJobFailDoRetryCount? uint64 24.6.6
    ModeAdminResetPassword? int
    ModeAdminViewFilenames? int
    ModeRequireUserResetPassword? int 20.2.1
    PreventDeleteSingleSnapshots bool
    PreventChangeAccountPassword bool
    PreventChangeEmailSettings bool
    PreventChangeAccountName bool
    PreventOpenAppUI bool
    RequirePasswordOpenAppUI bool 20.2.1
    HideAppImport bool
    HideAppVersion bool
    PreventOpenWebUI bool
    PreventViewDeviceNames bool
    DefaultEmailReports DefaultEmailReportPolicy
    DefaultStorageVaultRetention RetentionPolicy
    EnforceStorageVaultRetention bool
    PreventProtectedItemRetention bool
    AllowEditObjectLockRetention bool 23.6.5
    DefaultSources map<string,SourceConfig>~ 20.6.6
    DefaultSourcesBackupRules map<string,BackupRuleConfig>~ 20.6.6
    DefaultSourcesWithOSRestriction map<string,DefaultSourceWithOSRestriction>~ 21.6.1
    DefaultBackupRules map<string,BackupRuleConfig>~ 20.6.6
    RandomDelaySecs? uint64 22.6.2
    RotateStorageVaultKeysHours int 25.3.1
  `,
  UserProfileConfig: `
    Username string
    AccountName string
    LocalTimezone string
    LanguageCode string
    OrganizationID? string 20.8.0
    GroupID string 24.12.2
    Emails string[]~
    OverrideEmailSettings map<string,UserCustomEmailSettings>~
    SendEmailReports bool
    Destinations map<string,DestinationConfig>~
    SupportsDeviceAssociations bool 24.12.2
    Sources map<string,SourceConfig>~
    BackupRules map<string,BackupRuleConfig>~
    Devices map<string,DeviceConfig>~
    IsSuspended bool
    LastSuspended? int64 22.12.8
    AllProtectedItemsQuotaEnabled bool
    AllProtectedItemsQuotaBytes int64
    MaximumDevices int64
    QuotaOffice365ProtectedAccounts int64 22.12.2
    QuotaHyperVGuests int64 24.9.1
    QuotaVMwareGuests int64 24.9.1
    PolicyID string
    Policy UserPolicy
    PasswordFormat int
    PasswordHash string
    PasswordRecovery? string
    AllowPasswordLogin bool 20.2.1
    AllowPasswordAndTOTPLogin bool 20.2.1
    TOTPKeyEncryptionFormat int 20.2.1
    TOTPKey string 20.2.1
    RequirePasswordChange bool 20.3.4
    CreateTime int64
    CreationGUID string
    ServerConfig? UserServerConfig 22.6.2
    AutoStorageTemplateGUID string 24.12.2
    LinuxHomedirSandbox bool 25.9.6
  `,
  UserServerConfig: `
    RandomDelaySecs? uint64
  `,
  WebAuthnCredential: `
    PublicKey bytes~
    AttestationType string
    AAGUID bytes~
    SignCount int
    CloneWarning bool
  `,
  WebDavDestinationLocation: `
    DavServer? string
    UserName? string
    AccessKey? string
    Path? string
  `,
};
