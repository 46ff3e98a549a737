namespace Mnist.Host.Presentation;

/// <summary>Words of a command line as a POSIX shell takes them.</summary>
internal static class ShellWord
{
    private const string Harmless = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./,:=+@%";

    /// <summary>The word in single quotes, whatever is in it.</summary>
    public static string Quoted(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>The word, in quotes where a shell would change it.</summary>
    public static string Of(string word) => word.Length > 0 && word.All(Harmless.Contains) ? word : Quoted(word);
}
