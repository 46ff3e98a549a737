using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Mnist.Engine.Training;

namespace Mnist.Engine.Runs;

/// <summary>A run's state as bytes, exact to the last bit and with a checksum.</summary>
/// <remarks>
/// "MNISTCKP", version (int32), name of the run, epochs, place in the epoch under way, seconds, vectors; then SHA-256 of all before it.
/// Numbers are little-endian, texts and lists start with their length. The checksum is at the same place in every version, so that a
/// damaged file is never mistaken for one of another version.
/// </remarks>
internal static class CheckpointFile
{
    /// <summary>The version that is written and read.</summary>
    public const int CurrentVersion = 1;

    private static ReadOnlySpan<byte> Magic => "MNISTCKP"u8;

    /// <summary>The whole file.</summary>
    /// <param name="run">Which run's state it is.</param>
    /// <param name="state">The state.</param>
    public static byte[] Write(string run, TrainingState state)
    {
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(CurrentVersion);
            writer.Write(run);
            writer.Write(state.Epochs.Count);
            foreach (var epoch in state.Epochs)
                Write(writer, epoch);
            Write(writer, state.Current);
            writer.Write(state.Seconds);
            writer.Write(state.Network.Count);
            foreach (var vector in state.Network)
                Write(writer, vector);
        }

        content.Write(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)));
        return content.ToArray();
    }

    /// <summary>The state in a file.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="run">Which run's state it must be.</param>
    public static Validation<TrainingState, CheckpointError> Read(byte[] file, string run)
    {
        var length = file.Length - SHA256.HashSizeInBytes;
        if (length < Magic.Length + sizeof(int)
            || !file.AsSpan().StartsWith(Magic)
            || !SHA256.HashData(file.AsSpan(0, length)).AsSpan().SequenceEqual(file.AsSpan(length)))
            return new CheckpointError.Damaged();
        if (BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(Magic.Length)) is var version and not CurrentVersion)
            return new CheckpointError.UnknownVersion(version);

        try
        {
            var start = Magic.Length + sizeof(int);
            using var reader = new BinaryReader(new MemoryStream(file, start, length - start));
            return reader.ReadString() == run ? ReadState(reader) : new CheckpointError.OtherRun();
        }
        catch (Exception failure) when (failure is IOException or FormatException)
        {
            // The checksum is right and the content is not: it ends too early, or a length is negative.
            return new CheckpointError.Damaged();
        }
    }

    private static TrainingState ReadState(BinaryReader reader)
    {
        var epochs = ReadList(reader, ReadEpoch);
        var current = new EpochProgress(reader.ReadInt32(), reader.ReadDouble(), reader.ReadInt32(), reader.ReadDouble());
        return new(epochs, current, reader.ReadDouble(), ReadList(reader, ReadVector));
    }

    private static void Write(BinaryWriter writer, EpochResult epoch)
    {
        writer.Write(epoch.Epoch);
        writer.Write(epoch.LearningRate);
        writer.Write(epoch.TrainLoss);
        Write(writer, epoch.Train);
        writer.Write(epoch.HeldOutLoss);
        Write(writer, epoch.HeldOut);
        writer.Write(epoch.Seconds);
        writer.Write(epoch.ImagesPerSecond);
    }

    private static EpochResult ReadEpoch(BinaryReader reader) => new(
        reader.ReadInt32(),
        reader.ReadDouble(),
        reader.ReadDouble(),
        ReadScore(reader),
        reader.ReadDouble(),
        ReadScore(reader),
        reader.ReadDouble(),
        reader.ReadDouble());

    private static void Write(BinaryWriter writer, Score score)
    {
        writer.Write(score.Correct);
        writer.Write(score.Total);
    }

    private static Score ReadScore(BinaryReader reader) => new(reader.ReadInt32(), reader.ReadInt32());

    private static void Write(BinaryWriter writer, EpochProgress progress)
    {
        writer.Write(progress.Steps);
        writer.Write(progress.LossSum);
        writer.Write(progress.Correct);
        writer.Write(progress.Seconds);
    }

    private static void Write(BinaryWriter writer, StateVector vector)
    {
        writer.Write(vector.Name);
        writer.Write(vector.Values.Length);
        writer.Write(MemoryMarshal.AsBytes(vector.Values.AsSpan()));
    }

    private static StateVector ReadVector(BinaryReader reader)
    {
        var name = reader.ReadString();
        var values = new float[ReadCount(reader, sizeof(float))];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return new(name, values);
    }

    private static ValueList<T> ReadList<T>(BinaryReader reader, Func<BinaryReader, T> read) =>
        Enumerable.Range(0, ReadCount(reader, bytesEach: 1)).Select(_ => read(reader)).ToValueList();

    /// <summary>A length that what is left can hold, so that no length makes the program ask for all memory.</summary>
    private static int ReadCount(BinaryReader reader, int bytesEach)
    {
        var count = reader.ReadInt32();
        var most = (reader.BaseStream.Length - reader.BaseStream.Position) / bytesEach;
        return count >= 0 && count <= most ? count : throw new EndOfStreamException();
    }
}
