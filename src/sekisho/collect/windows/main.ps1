# From the double click to the slip that is signed.

function Start-Elevated {
    Write-Host $Say.elevate -ForegroundColor Yellow
    $again = '-NoProfile -ExecutionPolicy Bypass -File "' + $PSCommandPath + '" -Asked' + $(if ($Here) { ' -Here' })
    try { Start-Process -FilePath 'powershell.exe' -Verb RunAs -ArgumentList $again -ErrorAction Stop; return $true } catch { return $false }
}

function Find-Unfinished([string]$Folder) {
    # The newest folder of this PC whose manifest has no end: a stick was pulled out.
    foreach ($one in Get-ChildItem -LiteralPath $Folder -Directory -Filter "$($HostName)_*" -ErrorAction SilentlyContinue | Sort-Object Name -Descending) {
        $lines = @(Get-Content -LiteralPath (Join-Path $one.FullName 'collection.jsonl') -Encoding UTF8 -ErrorAction SilentlyContinue)
        if ($lines.Count -and $lines[-1] -notlike '*"sekisho":"end"*') { return $one.FullName }
        return $null
    }
}

function Read-Done([string]$Path) {
    $done = @{}
    foreach ($line in @(Get-Content -LiteralPath $Path -Encoding UTF8 -ErrorAction SilentlyContinue)) {
        try { $one = ConvertFrom-Json -InputObject $line } catch { continue }
        if ($one.sekisho -eq 'step' -and $one.'event.outcome' -eq 'success') { $done[$one.'collection.step'] = $true }
    }
    return $done
}

function Get-Digits([string]$Hash) { return (($Hash -replace '(.{4})', '$1 ').Trim()).ToUpperInvariant() }

function Write-Hashes {
    # In the form that sha256sum -c reads; the manifest itself is closed before.
    $list = New-Writer (Join-Path $Root 'SHA256SUMS.txt') $false
    foreach ($file in Find-File $Root) {
        $name = $file.Substring($Root.Length + 1)
        if (@('SHA256SUMS.txt', 'custody.html', 'log.txt') -contains $name) { continue }
        try { $list.WriteLine((Get-Sha256 $file) + '  ' + (Get-Slashed $name)) } catch { Write-Log "$name : $($_.Exception.Message)" }
    }
    $list.Dispose()
    return (Get-Sha256 (Join-Path $Root 'SHA256SUMS.txt'))
}

function Write-Slip([string]$Hash) {
    $page = [IO.File]::ReadAllText((Join-Path $PSScriptRoot 'custody.html'), [Text.Encoding]::UTF8)
    $told = @{
        '@@host@@' = $HostName; '@@folder@@' = (Split-Path -Leaf $Root); '@@started@@' = $Started.ToString('yyyy-MM-dd HH:mm:ss zzz', $Invariant)
        '@@finished@@' = [DateTimeOffset]::Now.ToString('yyyy-MM-dd HH:mm:ss zzz', $Invariant); '@@user@@' = "$env:USERDOMAIN\$env:USERNAME"
        '@@files@@' = "$Copied"; '@@failures@@' = "$Failures"; '@@hash@@' = (Get-Digits $Hash); '@@version@@' = $CollectorVersion
        '@@admin@@' = $(if ($IsAdmin) { $Say.yes } else { $Say.no })
    }
    foreach ($key in $told.Keys) { $page = $page.Replace($key, [Net.WebUtility]::HtmlEncode($told[$key])) }
    [IO.File]::WriteAllText((Join-Path $Root 'custody.html'), $page, (New-Object System.Text.UTF8Encoding($true)))
}

function Invoke-Step($Step) {
    $script:StepId = $Step.Id
    $before = $Failures
    if ($Step.Admin -eq 'yes' -and -not $IsAdmin) {
        Write-Manifest 'step' ([ordered]@{ 'collection.step' = $Step.Id; 'event.outcome' = 'failure'; 'event.reason' = 'needs an administrator' })
        Write-Host $Say.needs_admin -ForegroundColor DarkYellow
        return
    }
    try { & $Step.Run } catch { Add-Failure $Step.Id $_.Exception.Message }
    foreach ($name in $Step.Outputs) {
        # The step's own lists; what it copied stands in the manifest already.
        if ($name -like '*.jsonl' -and $name -ne 'files/listing.jsonl') { Write-Made ($name.Replace('/', '\')) $Step.Id }
    }
    Write-Manifest 'step' ([ordered]@{ 'collection.step' = $Step.Id; 'event.outcome' = 'success'; 'failures' = "$($Failures - $before)" })
}

$Invariant = [Globalization.CultureInfo]::InvariantCulture
$HostName = $env:COMPUTERNAME
$StepId = ''
$Failures = 0
$Copied = 0
$IsAdmin = (New-Object Security.Principal.WindowsPrincipal([Security.Principal.WindowsIdentity]::GetCurrent())).IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
$Started = [DateTimeOffset]::Now
$ErrorActionPreference = 'Continue'
$ProgressPreference = 'SilentlyContinue'

Write-Host $Say.welcome -ForegroundColor Cyan
$base = Split-Path -Parent $PSScriptRoot
if (-not $Here -and $base.StartsWith($env:SystemDrive, [StringComparison]::OrdinalIgnoreCase)) {
    Write-Host $Say.not_here -ForegroundColor Red
    [void](Read-Host $Say.press_enter)
    exit 2
}
if (-not $IsAdmin -and -not $Asked) {
    if (Start-Elevated) { exit 0 }
    Write-Host $Say.not_admin -ForegroundColor Yellow
}

$collected = Join-Path $base 'collected'
$Root = Find-Unfinished $collected
$resumed = [bool]$Root
if (-not $resumed) { $Root = Join-Path $collected ($HostName + '_' + $Started.ToString('yyyyMMdd-HHmmss', $Invariant)) }
try { [void][IO.Directory]::CreateDirectory($Root) } catch {
    Write-Host $Say.cannot_write -ForegroundColor Red
    [void](Read-Host $Say.press_enter)
    exit 3
}
$done = Read-Done (Join-Path $Root 'collection.jsonl')
# A line that was cut off by the pulled-out stick is ended, never joined to the next.
$manifestPath = Join-Path $Root 'collection.jsonl'
$Manifest = New-Writer $manifestPath $true
if ($resumed) { $Manifest.WriteLine() }
$Log = New-Writer (Join-Path $Root 'log.txt') $true
$env:TEMP = $Root
$env:TMP = $Root

$windows = Get-CimInstance -ClassName Win32_OperatingSystem -ErrorAction SilentlyContinue
Write-Manifest 'begin' ([ordered]@{
    'collection.version' = $CollectorVersion; 'user.name' = "$env:USERDOMAIN\$env:USERNAME"; 'admin' = "$IsAdmin".ToLowerInvariant()
    'resumed' = "$resumed".ToLowerInvariant(); 'os' = "$($windows.Caption) $($windows.Version)"; 'booted' = (Format-Utc $windows.LastBootUpTime)
    'domain' = (Get-CimInstance -ClassName Win32_ComputerSystem -ErrorAction SilentlyContinue).Domain
    'time_zone' = [TimeZoneInfo]::Local.Id; 'utc_offset_minutes' = [int][TimeZoneInfo]::Local.GetUtcOffset([DateTime]::UtcNow).TotalMinutes
    'powershell' = "$($PSVersionTable.PSVersion)"; 'language_mode' = "$($ExecutionContext.SessionState.LanguageMode)"
})
Write-Log $Say.traces_left

$number = 0
foreach ($step in $Steps) {
    $number++
    if ($done.ContainsKey($step.Id)) { continue }
    $minutes = 0
    foreach ($later in $Steps[($number - 1)..($Steps.Count - 1)]) { if (-not $done.ContainsKey($later.Id)) { $minutes += $later.Minutes } }
    Write-Host ($Say.progress -f $number, ($Steps.Count + 1), $step.Title, [Math]::Ceiling($minutes))
    if (-not (Test-Path -LiteralPath $manifestPath)) { Write-Host $Say.pulled_out -ForegroundColor Red; exit 3 }
    Invoke-Step $step
}

Write-Host ($Say.progress -f ($Steps.Count + 1), ($Steps.Count + 1), $Say.hashing, 1)
$StepId = 'hashes'
Write-Manifest 'end' ([ordered]@{ 'files' = "$Copied"; 'failures' = "$Failures" })
$Manifest.Dispose()
$whole = Write-Hashes
Write-Slip $whole
$Log.Dispose()

Write-Host ''
Write-Host $Say.done -ForegroundColor Green
if ($Failures) { Write-Host ($Say.some_failed -f $Failures) -ForegroundColor Yellow }
Write-Host $Say.write_down -ForegroundColor Yellow
Write-Host ''
Write-Host ('    ' + (Get-Digits $whole)) -ForegroundColor White
Write-Host ''
Write-Host $Say.may_remove -ForegroundColor Green
Start-Process -FilePath (Join-Path $Root 'custody.html') -ErrorAction SilentlyContinue
[void](Read-Host $Say.press_enter)
exit 0
