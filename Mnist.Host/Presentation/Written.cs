using System.Text;
using Mnist.Engine.Files;
using Mnist.Host.Commands;

namespace Mnist.Host.Presentation;

/// <summary>Text files that a command leaves behind.</summary>
internal static class Written
{
    /// <summary>Writes a file in UTF-8, whole or not at all; its folder is made where it is missing.</summary>
    /// <param name="path">Replaced where it is there.</param>
    /// <param name="text">Its content.</param>
    /// <returns>Null when it is there.</returns>
    public static Complaint? Text(string path, string text)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
                Directory.CreateDirectory(folder);
            AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
            return null;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new("unwritable", $"'{path}' cannot be written to: {refusal.Message}") { Where = path };
        }
    }
}
