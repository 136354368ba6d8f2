# What the steps are written with. Windows PowerShell 5.1 and .NET Framework 4 only.

function Format-Utc($Moment) {
    if ($Moment -is [DateTime] -and $Moment.Year -gt 1601) { return $Moment.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ss.fffffffZ', $Invariant) }
    return $null
}

function Get-LongPath([string]$Path) {
    # Only where it is needed: what works without the prefix stays as it is.
    if ($Path.Length -lt 240 -or $Path.StartsWith('\\?\')) { return $Path }
    if ($Path.StartsWith('\\')) { return '\\?\UNC\' + $Path.Substring(2) }
    return '\\?\' + $Path
}

function ConvertTo-Laid([string]$Path) {
    # C:\Users\a -> C\Users\a, \\server\share\a -> share\server\share\a
    if ($Path.StartsWith('\\')) { return 'share\' + $Path.TrimStart('\') }
    return $Path -replace '^([A-Za-z]):', '$1'
}

function Get-Slashed([string]$Path) { return $Path.Replace('\', '/') }

function ConvertTo-Record([string]$Kind, $Fields) {
    $line = [ordered]@{ 'sekisho' = $Kind; '@timestamp' = (Format-Utc ([DateTime]::UtcNow)); 'host.name' = $HostName }
    foreach ($key in $Fields.Keys) {
        $value = $Fields[$key]
        if ($null -eq $value -or "$value" -eq '') { continue }
        if ($value -is [int] -or $value -is [long]) { $line[$key] = $value } else { $line[$key] = "$value" }
    }
    return (ConvertTo-Json -InputObject $line -Compress)
}

function New-Writer([string]$Path, [bool]$Append) {
    $writer = New-Object System.IO.StreamWriter((Get-LongPath $Path), $Append, (New-Object System.Text.UTF8Encoding($false)))
    $writer.NewLine = "`n"
    $writer.AutoFlush = $true
    return $writer
}

function Open-List([string]$Name) {
    $path = Join-Path $Root $Name
    [void][IO.Directory]::CreateDirectory((Split-Path -Parent $path))
    return (New-Writer $path $false)
}

function Write-Record($Writer, [string]$Kind, $Fields) { $Writer.WriteLine((ConvertTo-Record $Kind $Fields)) }

function Write-Settings($Writer, [string]$Kind, [scriptblock]$Asked) {
    try { $found = & $Asked } catch { Add-Failure $Kind $_.Exception.Message; return }
    foreach ($property in $found.PSObject.Properties) {
        if ($property.Name -like 'Cim*' -or $property.Name -eq 'PSComputerName') { continue }
        $value = $property.Value
        if ($value -is [DateTime]) { $value = Format-Utc $value } else { $value = @($value) -join ' | ' }
        Write-Record $Writer $Kind ([ordered]@{ 'state.name' = $property.Name; 'value' = $value })
    }
}

function Write-Manifest([string]$Kind, $Fields) {
    $Manifest.WriteLine((ConvertTo-Record $Kind $Fields))
}

function Write-Log([string]$Text) {
    $Log.WriteLine([DateTime]::Now.ToString('yyyy-MM-dd HH:mm:ss', $Invariant) + ' ' + $Text)
}

function Add-Failure([string]$What, [string]$Why) {
    $script:Failures++
    Write-Manifest 'failure' ([ordered]@{ 'collection.step' = $StepId; 'file.path' = $What; 'event.reason' = $Why })
    Write-Log "$StepId : $What : $Why"
}

function Get-Sha256([string]$Path) {
    $hasher = New-Object System.Security.Cryptography.SHA256CryptoServiceProvider
    $stream = [IO.File]::Open((Get-LongPath $Path), 'Open', 'Read', 'ReadWrite, Delete')
    try { return [BitConverter]::ToString($hasher.ComputeHash($stream)).Replace('-', '').ToLowerInvariant() }
    finally { $stream.Dispose(); $hasher.Dispose() }
}

function Join-Argument([string[]]$Arguments) {
    # The rule by which Windows programs take their command line apart again.
    $quoted = foreach ($one in $Arguments) {
        if ($one -ne '' -and $one -notmatch '[\s"]') { $one; continue }
        '"' + (($one -replace '(\\*)"', '$1$1\"') -replace '(\\+)$', '$1$1') + '"'
    }
    return (@($quoted) -join ' ')
}

function Invoke-Program([string]$File, [string[]]$Arguments, [string]$Output, [int]$Seconds) {
    # Bytes as the program writes them. Gives its exit code, -1 when it had to be stopped.
    $call = @{ FilePath = $File; NoNewWindow = $true; PassThru = $true; RedirectStandardOutput = $Output; RedirectStandardError = "$Output.err" }
    if ($Arguments.Count) { $call['ArgumentList'] = Join-Argument $Arguments }
    $process = Start-Process @call
    $null = $process.Handle
    if (-not $process.WaitForExit($Seconds * 1000)) {
        try { $process.Kill() } catch { Write-Log "$File : $($_.Exception.Message)" }
        return -1
    }
    return $process.ExitCode
}

function Remove-Empty([string]$Path) {
    $there = Get-Item -LiteralPath $Path -ErrorAction SilentlyContinue
    if ($there -and $there.Length -eq 0) { Remove-Item -LiteralPath $Path -ErrorAction SilentlyContinue }
}

function Save-Output([string]$Name, [string]$File, [string[]]$Arguments, [int]$Seconds) {
    $path = Join-Path $Root $Name
    [void][IO.Directory]::CreateDirectory((Split-Path -Parent $path))
    try { $code = Invoke-Program $File $Arguments $path $Seconds } catch { Add-Failure $File $_.Exception.Message; return }
    Remove-Empty "$path.err"
    if ($code -ne 0) { Add-Failure "$File $($Arguments -join ' ')" "exit code $code" }
    Write-Made $Name "$File $($Arguments -join ' ')"
}

function Save-Export([string]$Name, [string]$Original, [string]$File, [string[]]$Arguments, [int]$Seconds) {
    # For programs that write the file themselves: {0} is its place.
    $path = Join-Path $Root $Name
    [void][IO.Directory]::CreateDirectory((Split-Path -Parent $path))
    $said = Join-Path $Root 'said.txt'
    $given = @($Arguments | ForEach-Object { $_.Replace('{0}', $path) })
    try { $code = Invoke-Program $File $given $said $Seconds } catch { Add-Failure $Original $_.Exception.Message; return }
    $why = "exit code $code " + (Get-Content -LiteralPath "$said.err" -Raw -ErrorAction SilentlyContinue)
    Remove-Item -LiteralPath $said, "$said.err" -ErrorAction SilentlyContinue
    if ($code -ne 0) { Add-Failure $Original $why.Trim() }
    if (Test-Path -LiteralPath $path) { Write-Made $Name $Original }
}

function Write-Made([string]$Name, [string]$Original) {
    $path = Join-Path $Root $Name
    if (-not (Test-Path -LiteralPath $path)) { return }
    $script:Copied++
    Write-Manifest 'copy' ([ordered]@{
        'collection.step' = $StepId; 'collection.path' = (Get-Slashed $Name); 'file.path' = $Original
        'file.size' = [long](Get-Item -LiteralPath $path).Length; 'file.hash.sha256' = (Get-Sha256 $path)
    })
}

function Copy-Shared([string]$Source, [string]$Target) {
    # Reads what others have open, and hashes what was read.
    $hasher = New-Object System.Security.Cryptography.SHA256CryptoServiceProvider
    $from = [IO.File]::Open((Get-LongPath $Source), 'Open', 'Read', 'ReadWrite, Delete')
    try {
        $to = [IO.File]::Open((Get-LongPath $Target), 'Create', 'Write', 'None')
        try {
            $buffer = New-Object byte[] 1048576
            while (($count = $from.Read($buffer, 0, $buffer.Length)) -gt 0) {
                $to.Write($buffer, 0, $count)
                [void]$hasher.TransformBlock($buffer, 0, $count, $null, 0)
            }
            [void]$hasher.TransformFinalBlock($buffer, 0, 0)
        } finally { $to.Dispose() }
        return [BitConverter]::ToString($hasher.Hash).Replace('-', '').ToLowerInvariant()
    } finally { $from.Dispose(); $hasher.Dispose() }
}

function Copy-Snapshot([string]$Source, [string]$Target) {
    # The stated exception: Windows keeps a snapshot on its own disk while esentutl copies.
    if (-not $IsAdmin) { return $null }
    $said = Join-Path $Root 'said.txt'
    [IO.File]::Delete((Get-LongPath $Target))
    $code = Invoke-Program 'esentutl.exe' @('/y', $Source, '/vss', '/d', $Target) $said 600
    Remove-Item -LiteralPath $said, "$said.err" -ErrorAction SilentlyContinue
    if ($code -ne 0 -or -not [IO.File]::Exists((Get-LongPath $Target))) { return $null }
    return (Get-Sha256 $Target)
}

function Copy-Evidence([string]$Source) {
    $laid = 'files\' + (ConvertTo-Laid $Source)
    $target = Join-Path $Root $laid
    $way = 'read'
    if (Test-CloudOnly (New-Object System.IO.FileInfo((Get-LongPath $Source)))) { Add-Failure $Source 'only in the cloud, not fetched'; return }
    try { [void][IO.Directory]::CreateDirectory((Get-LongPath (Split-Path -Parent $target))) } catch { Add-Failure $Source $_.Exception.Message; return }
    try { $hash = Copy-Shared $Source $target } catch {
        $why = $_.Exception.Message
        try { $hash = Copy-Snapshot $Source $target } catch { $hash = $null }
        if ($null -eq $hash) { Add-Failure $Source $why; return }
        $way = 'snapshot'
    }
    $here = New-Object System.IO.FileInfo((Get-LongPath $Source))
    $made = New-Object System.IO.FileInfo((Get-LongPath $target))
    try { $made.CreationTimeUtc = $here.CreationTimeUtc; $made.LastWriteTimeUtc = $here.LastWriteTimeUtc } catch { Write-Log "$laid : $($_.Exception.Message)" }
    $script:Copied++
    Write-Manifest 'copy' ([ordered]@{
        'collection.step' = $StepId; 'collection.path' = (Get-Slashed $laid); 'file.path' = $Source
        'file.size' = [long]$made.Length; 'file.hash.sha256' = $hash; 'way' = $way
        'file.created' = (Format-Utc $here.CreationTimeUtc); 'file.mtime' = (Format-Utc $here.LastWriteTimeUtc)
        'file.accessed' = (Format-Utc $here.LastAccessTimeUtc)
    })
}

function Copy-IfThere([string]$Source) {
    if (Test-Path -LiteralPath $Source -PathType Leaf) { Copy-Evidence $Source }
}

function Get-UserFolder {
    foreach ($one in Get-CimInstance -ClassName Win32_UserProfile -Filter 'Special = FALSE') {
        if ($one.LocalPath -and (Test-Path -LiteralPath $one.LocalPath)) { $one.LocalPath }
    }
}

function Expand-Place([string]$Pattern) {
    # %APPDATA% and the like mean every user's, not that of the one who collects.
    $own = @{ '%APPDATA%' = 'AppData\Roaming'; '%LOCALAPPDATA%' = 'AppData\Local'; '%USERPROFILE%' = '' }
    foreach ($word in $own.Keys) {
        if (-not $Pattern.StartsWith($word, [StringComparison]::OrdinalIgnoreCase)) { continue }
        $rest = $Pattern.Substring($word.Length).TrimStart('\')
        foreach ($user in Get-UserFolder) { Join-Path (Join-Path $user $own[$word]) $rest }
        return
    }
    [Environment]::ExpandEnvironmentVariables($Pattern)
}

function Test-Link($Item) { return (([int]$Item.Attributes -band 0x400) -ne 0) }

function Test-CloudOnly($Item) {
    # Reading it would fetch it through the network: Offline, RecallOnOpen, RecallOnDataAccess.
    return (([int]$Item.Attributes -band 0x441000) -ne 0)
}

function Find-File([string]$Place) {
    # Every file of a pattern, folders with all below, without following links.
    $waiting = New-Object System.Collections.Generic.Queue[string]
    $escaped = $Place -replace '([\[\]])', '`$1'
    foreach ($one in Get-Item -Path $escaped -Force -ErrorAction SilentlyContinue) {
        if (Test-Link $one) { continue }
        if ($one.PSIsContainer) { $waiting.Enqueue($one.FullName) } else { $one.FullName }
    }
    while ($waiting.Count) {
        $folder = $waiting.Dequeue()
        try { $inside = @((New-Object System.IO.DirectoryInfo((Get-LongPath $folder))).GetFileSystemInfos()) } catch { Add-Failure $folder $_.Exception.Message; continue }
        foreach ($one in $inside) {
            if (Test-Link $one) { continue }
            $path = Join-Path $folder $one.Name
            if ($one -is [IO.DirectoryInfo]) { $waiting.Enqueue($path) } else { $path }
        }
    }
}

function Read-Known([string]$Path) {
    # What an earlier, interrupted run had listed: path, size and time of writing to its hash.
    $known = @{}
    if (-not (Test-Path -LiteralPath $Path)) { return $known }
    foreach ($line in [IO.File]::ReadAllLines($Path)) {
        try { $one = ConvertFrom-Json -InputObject $line } catch { continue }
        $known["$($one.'file.path')|$($one.'file.size')|$($one.'file.mtime')"] = $one.'file.hash.sha256'
    }
    return $known
}

function Write-Listing([string]$Name, [string[]]$Places, [int]$Minutes) {
    # Every file with size and times; a hash for what an office keeps, until the time is up.
    $path = Join-Path $Root $Name
    $known = Read-Known $path
    $until = [DateTime]::UtcNow.AddMinutes($Minutes)
    $unhashed = 0
    $writer = Open-List $Name
    foreach ($place in $Places) {
        foreach ($file in Find-File $place) {
            try {
                $one = New-Object System.IO.FileInfo((Get-LongPath $file))
                $size = [long]$one.Length
                $written = Format-Utc $one.LastWriteTimeUtc
            } catch { Add-Failure $file $_.Exception.Message; continue }
            $hash = $known["$file|$size|$written"]
            if (-not $hash -and $Documents -contains $one.Extension.ToLowerInvariant() -and $size -lt 104857600 -and -not (Test-CloudOnly $one)) {
                if ([DateTime]::UtcNow -lt $until) { try { $hash = Get-Sha256 $file } catch { Add-Failure $file $_.Exception.Message } } else { $unhashed++ }
            }
            Write-Record $writer 'file' ([ordered]@{
                'file.path' = $file; 'file.size' = $size; 'file.created' = (Format-Utc $one.CreationTimeUtc)
                'file.mtime' = $written; 'file.accessed' = (Format-Utc $one.LastAccessTimeUtc); 'file.hash.sha256' = $hash
            })
        }
    }
    $writer.Dispose()
    if ($unhashed) { Add-Failure $Name "time is up: $unhashed files without hash" }
    Write-Made $Name $Name
}

function Copy-Documents([long]$Megabytes) {
    $left = $Megabytes * 1048576
    $skipped = 0
    foreach ($user in Get-UserFolder) {
        foreach ($place in @('Desktop', 'Documents', 'Downloads', 'OneDrive')) {
            foreach ($file in Find-File (Join-Path $user $place)) {
                $one = New-Object System.IO.FileInfo((Get-LongPath $file))
                if ($Documents -notcontains $one.Extension.ToLowerInvariant()) { continue }
                if ($one.Length -gt $left) { $skipped++; continue }
                $left -= $one.Length
                Copy-Evidence $file
            }
        }
    }
    if ($skipped) { Add-Failure 'documents' "over $Megabytes MB: $skipped files not copied" }
}

function Read-ReferenceClock {
    # The officer's radio clock or the time signal against this PC, both at one press of a key.
    Write-Host ''
    Write-Host $Say.clock_ask -ForegroundColor Yellow
    $until = [DateTime]::UtcNow.AddSeconds(120)
    $typed = ''
    $reached = $null
    try {
        while ([DateTime]::UtcNow -lt $until) {
            if (-not [Console]::KeyAvailable) { Start-Sleep -Milliseconds 20; continue }
            $key = [Console]::ReadKey($true)
            if ($key.Key -eq 'Enter') { $reached = [DateTime]::UtcNow; break }
            if ($key.Key -eq 'Backspace') { if ($typed) { $typed = $typed.Substring(0, $typed.Length - 1); Write-Host -NoNewline "`b `b" }; continue }
            $typed += $key.KeyChar
            Write-Host -NoNewline $key.KeyChar
        }
    } catch { Add-Failure 'clock' $_.Exception.Message }
    Write-Host ''
    $digits = ($typed.Normalize([Text.NormalizationForm]::FormKC) -replace '[^0-9]', '')
    if ($null -eq $reached -or $digits.Length -lt 5 -or $digits.Length -gt 6) {
        Write-Host $Say.clock_none
        Write-Manifest 'clock' ([ordered]@{ 'event.reason' = 'nobody told the time' })
        return
    }
    $digits = $digits.PadLeft(6, '0')
    $told = $digits.Substring(0, 2) + ':' + $digits.Substring(2, 2) + ':' + $digits.Substring(4, 2)
    Write-Manifest 'clock' ([ordered]@{
        'clock_pc' = (Format-Utc $reached); 'clock_told' = $told; 'clock_uncertainty_s' = '2'
        'time_zone' = [TimeZoneInfo]::Local.Id; 'utc_offset_minutes' = [int][TimeZoneInfo]::Local.GetUtcOffset($reached).TotalMinutes
    })
    Write-Host $Say.clock_thanks
}
