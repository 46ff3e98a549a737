using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Results;
using Mnist.Domain.Values;
using Mnist.Engine.Backends;
using Mnist.Engine.Runs;
using Mnist.Engine.Training;
using Xunit;

namespace Mnist.PropertyTests.Engine;

/// <summary>A run's state as a file.</summary>
public static class CheckpointTests
{
    private const string Run = "run";

    [Property]
    public static Property A_state_that_is_read_has_the_bits_that_were_written() => Prop.ForAll(States.Arbitrary(), state =>
        CheckpointFile.Write(Run, Read(CheckpointFile.Write(Run, state))).SequenceEqual(CheckpointFile.Write(Run, state))
        && Read(CheckpointFile.Write(Run, state)) is var read
        && read.Epochs.Equals(state.Epochs)
        && read.Current == state.Current
        && read.Network.Zip(state.Network).All(pair => Bits(pair.First).SequenceEqual(Bits(pair.Second))));

    [Property]
    public static Property A_changed_bit_is_always_seen() => Prop.ForAll(
        States.Arbitrary(), ArbMap.Default.ArbFor<NonNegativeInt>(), Gen.Choose(0, 7).ToArbitrary(), (state, place, bit) =>
        {
            var file = CheckpointFile.Write(Run, state);
            file[place.Get % file.Length] ^= (byte)(1 << bit);
            return Error(file) is CheckpointError.Damaged;
        });

    [Property]
    public static Property A_cut_off_file_is_always_seen() => Prop.ForAll(
        States.Arbitrary(), ArbMap.Default.ArbFor<NonNegativeInt>(), (state, place) =>
        {
            var file = CheckpointFile.Write(Run, state);
            return Error(file[..(place.Get % file.Length)]) is CheckpointError.Damaged;
        });

    [Property]
    public static bool No_bytes_break_the_reading(byte[] bytes) => Error(bytes) is CheckpointError.Damaged;

    /// <summary>Behind the checksum somebody may have put anything: lengths, for one, that no memory holds.</summary>
    [Property]
    public static bool Nonsense_with_a_true_checksum_breaks_nothing(byte[] nonsense)
    {
        var body = CheckpointFile.Write(Run, States.Smallest)[..12].Concat(nonsense).ToArray();
        return Error(Signed(body)) is CheckpointError.Damaged or CheckpointError.OtherRun;
    }

    [Fact]
    public static void A_name_of_negative_length_is_damage() =>
        Assert.True(Nonsense_with_a_true_checksum_breaks_nothing([128, 128, 128, 128, 8]));

    [Fact]
    public static void Another_version_is_told_from_damage()
    {
        var body = CheckpointFile.Write(Run, States.Smallest)[..^SHA256.HashSizeInBytes];
        body[8]++;
        Assert.Equal(new CheckpointError.UnknownVersion(CheckpointFile.CurrentVersion + 1), Error(Signed(body)));
    }

    [Fact]
    public static void The_checkpoint_of_another_run_is_refused() =>
        Assert.IsType<CheckpointError.OtherRun>(Error(CheckpointFile.Write("another", States.Smallest)));

    private static byte[] Signed(byte[] body) => [.. body, .. SHA256.HashData(body)];

    private static TrainingState Read(byte[] file) => CheckpointFile.Read(file, Run).OrThrow();

    private static CheckpointError? Error(byte[] file) =>
        CheckpointFile.Read(file, Run).Match<CheckpointError?>(valid: _ => null, invalid: errors => errors[0]);

    private static IEnumerable<int> Bits(StateVector vector) => vector.Values.Select(BitConverter.SingleToInt32Bits);
}

/// <summary>States of no particular network, with numbers of every kind.</summary>
public static class States
{
    internal static TrainingState Smallest { get; } = new([], default, 0, []);

    public static Arbitrary<TrainingState> Arbitrary() => (
        from epochs in Epoch.ListOf().Resize(4)
        from steps in Gen.Choose(0, 1000)
        from correct in Gen.Choose(0, 60_000)
        from numbers in ArbMap.Default.GeneratorFor<double>().Three()
        from vectors in Vector.ListOf().Resize(3)
        select new TrainingState(
            epochs.ToValueList(),
            new(steps, numbers.Item1, correct, numbers.Item2),
            numbers.Item3,
            vectors.ToValueList())).ToArbitrary();

    private static Gen<EpochResult> Epoch =>
        from n in ArbMap.Default.GeneratorFor<double>().ListOf(5)
        from epoch in Gen.Choose(1, 100)
        from right in Gen.Choose(0, 10_000).Two()
        select new EpochResult(epoch, n[0], n[1], new(right.Item1, 10_000), n[2], new(right.Item2, 10_000), n[3], n[4]);

    private static Gen<StateVector> Vector =>
        from name in Gen.Elements(StateVector.Current, StateVector.Average, StateVector.Velocity)
        from values in ArbMap.Default.GeneratorFor<float>().ArrayOf()
        select new StateVector(name, values);
}
