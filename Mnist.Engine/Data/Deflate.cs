namespace Mnist.Engine.Data;

/// <summary>What bounds packed files: gzip's and PNG's alike.</summary>
internal static class Deflate
{
    /// <summary>Most bytes that one packed byte can stand for (zlib's own figure): the longest match is 258 bytes in two bits.</summary>
    public const long MostExpansion = 1032;
}
