using Mnist.Engine.Files;
using Xunit;

namespace Mnist.PropertyTests.Engine;

public sealed class RegularFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [UnixFact]
    public void A_pipe_a_socket_a_device_and_a_folder_are_refused_at_once()
    {
        using var socket = SpecialFiles.Socket(Path.Combine(folder.Path, "socket"));
        var pipe = SpecialFiles.Pipe(Path.Combine(folder.Path, "pipe"));
        File.CreateSymbolicLink(Path.Combine(folder.Path, "link"), pipe);
        string[] paths = [pipe, Path.Combine(folder.Path, "link"), Path.Combine(folder.Path, "socket"), "/dev/zero", folder.Path];
        string[] kinds = ["a pipe", "a pipe", "a socket", "a device", "a folder"];
        var expected = kinds.Select(kind => $"It is {kind} and no regular file.");
        Assert.Equal(expected, Refusals(path => RegularFile.OpenRead(path).Dispose()), StringComparer.Ordinal);
        Assert.Equal(expected, Refusals(RegularFile.RequireWritable), StringComparer.Ordinal);
        Assert.Equal(expected, Refusals(path => AtomicFile.Write(path, _ => { })), StringComparer.Ordinal);

        IEnumerable<string> Refusals(Action<string> act) => paths.Select(path => SpecialFiles.InTime(() => Refusal(() => act(path))));
    }

    [Fact]
    public void A_file_is_read_and_seeks_through_a_link_too()
    {
        var path = folder.Write("file", [1, 2, 3]);
        File.CreateSymbolicLink(Path.Combine(folder.Path, "link"), path);
        using var file = RegularFile.OpenRead(Path.Combine(folder.Path, "link"));
        file.Position = 1;
        Assert.Equal((3, 2), (file.Length, file.ReadByte()));
        Assert.Equal([1, 2, 3], RegularFile.ReadAllBytes(path, 3));
        Assert.Equal("It has 3 bytes, and at most 2 are read.", Refusal(() => RegularFile.ReadAllBytes(path, 2)));
    }

    [UnixFact]
    public void The_system_s_own_words_say_why_there_is_none() =>
        Assert.Equal("No such file or directory.", Refusal(() => RegularFile.OpenRead(Path.Combine(folder.Path, "none")).Dispose()));

    [Fact]
    public void A_new_name_and_a_regular_file_may_be_written()
    {
        var path = Path.Combine(folder.Path, "new");
        AtomicFile.Write(path, file => file.WriteByte(1));
        AtomicFile.Write(path, file => file.WriteByte(2));
        Assert.Equal([2], File.ReadAllBytes(path));
    }

    private static string Refusal(Action act) => Assert.Throws<IOException>(act).Message;
}
