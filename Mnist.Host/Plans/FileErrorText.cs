namespace Mnist.Host.Plans;

/// <summary>One sentence for each <see cref="FileError"/>.</summary>
internal static class FileErrorText
{
    public static string Sentence(this FileError error, string path) => error.Match(new FileError.Cases<string>(
        Missing: _ => $"there is no file '{path}'; check its name, or run `{Product.Command} list` for plans that need no file.",
        IsDirectory: _ => $"'{path}' is a folder; name the .json file in it.",
        Unreadable: e => $"'{path}' cannot be read: {e.Reason}",
        TooLarge: e => $"'{path}' is larger than {((long)e.Limit).Bytes()}, which no plan is; check that it is the right file.",
        NotUtf8: e => $"'{path}' is not UTF-8 text at {e.At}; save it as UTF-8.",
        Empty: _ => $"'{path}' is empty; `{Product.Command} show eva6/2` prints a plan to start from."));
}
