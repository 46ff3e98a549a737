namespace Mnist.PropertyTests;

/// <summary>A reader of files from outside, as the tests with changed files see it.</summary>
/// <param name="Name">What it reads.</param>
/// <param name="Share">Of all inputs of a run, in percent.</param>
/// <param name="Good">Small files that it answers.</param>
/// <param name="Read">Nothing, or sentences that say what is wrong with a file.</param>
internal sealed record Reader(string Name, int Share, IReadOnlyList<byte[]> Good, Func<byte[], IEnumerable<string>> Read)
{
    /// <summary>More than any reader may take for one of these small files, in bytes.</summary>
    private const long MostMemory = 4 << 20;

    /// <summary>Gives a changed file checksums that hold, so that changes get past them.</summary>
    public Func<byte[], byte[]> Repair { get; init; } = file => file;

    /// <summary>One changed file in four keeps the checksums that it had.</summary>
    /// <param name="index">Which of the endless row of inputs.</param>
    public byte[] Input(long index) => index % 4 == 0 ? Mutations.Of(Good, index) : Repair(Mutations.Of(Good, index));

    /// <summary>Every file gives a value or sentences, whatever it is: no exception, no memory out of proportion.</summary>
    /// <param name="input">A file's content.</param>
    /// <returns>Whether it was answered.</returns>
    public bool Answers(byte[] input)
    {
        try
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var sentences = Read(input).ToList();
            var taken = GC.GetAllocatedBytesForCurrentThread() - before;
            if (taken > MostMemory)
                throw new InvalidOperationException($"It took {taken} bytes.");
            if (sentences.Exists(sentence => sentence.Length == 0))
                throw new InvalidOperationException("It was refused without a word.");
            return sentences.Count == 0;
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{Name}: {Convert.ToBase64String(input)}", failure);
        }
    }
}
