namespace Mnist.Host.Presentation;

/// <summary>The file, and the place in it, that a table goes into.</summary>
/// <param name="Path">Written whole or not at all; made where it is missing.</param>
/// <param name="Place">Between which marks.</param>
internal sealed record MarkdownFile(string Path, MarkdownPlace Place)
{
    /// <summary>No text that a person writes is longer.</summary>
    private const int MaxBytes = 16_000_000;

    /// <summary>A path, or a path, # and the name of a pair of marks.</summary>
    /// <param name="argument">As given; a # in a folder's name, or before what can be no name, belongs to the path.</param>
    public static MarkdownFile Parse(string argument) =>
        argument.LastIndexOf('#') is > 0 and var at && IsName(argument[(at + 1)..]) && !File.Exists(argument)
            ? new(argument[..at], new(argument[(at + 1)..]))
            : new(argument, new(""));

    /// <summary>Why nothing could be written; null where it could. To be asked before hours of work.</summary>
    public MarkdownError? Refusal() => Filled("").Match<MarkdownError?>(valid: _ => null, invalid: errors => errors[0]);

    /// <summary>Writes between the marks.</summary>
    /// <param name="blocks">What to write.</param>
    /// <returns>Null when it is there.</returns>
    public MarkdownError? Write(ValueList<Block> blocks) => Filled(MarkdownRenderer.Write(blocks)).Bind(Replace).Match<MarkdownError?>(
        valid: _ => null, invalid: errors => errors[0]);

    private static bool IsName(string text) =>
        text.Length > 0
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '.' or '_' or '-')
        && !text.Contains("--", StringComparison.Ordinal);

    private Validation<byte[], MarkdownError> Filled(string lines) => Guarded<byte[]>(() =>
        !File.Exists(Path) ? Place.Empty
        : File.GetAttributes(Path).HasFlag(FileAttributes.ReadOnly) ? new MarkdownError.ReadOnly()
        : RegularFile.ReadAllBytes(Path, MaxBytes)).Bind(content => Place.Fill(content, lines));

    /// <summary>Who may read the file may read it afterwards.</summary>
    private Validation<string, MarkdownError> Replace(byte[] content) => Guarded<string>(() =>
    {
        UnixFileMode? mode = File.Exists(Path) && !OperatingSystem.IsWindows() ? File.GetUnixFileMode(Path) : null;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!);
        AtomicFile.Write(Path, stream => stream.Write(content));
        if (mode is { } known && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, known);
        return Path;
    });

    private static Validation<T, MarkdownError> Guarded<T>(Func<Validation<T, MarkdownError>> work) =>
        FileAttempt.Get(work, cause => new MarkdownError.Unusable(cause));
}
