using System.Text;

namespace Mnist.Host.Presentation;

/// <summary>Text files that a command leaves behind.</summary>
internal static class OutputFile
{
    /// <summary>Writes a file in UTF-8, whole or not at all; its folder is made where it is missing.</summary>
    /// <param name="path">Replaced where it is there.</param>
    /// <param name="text">Its content.</param>
    /// <returns>Null when it is there.</returns>
    public static WriteError? Write(string path, string text) => WriteError.Of(path, () =>
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    });
}
