using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Google.Protobuf.WellKnownTypes;
using Mnist.Domain.Catalog;
using Mnist.Domain.Results;
using Mnist.Engine.Export.TensorBoard;
using Mnist.Engine.TensorBoard;
using Xunit;

namespace Mnist.PropertyTests.Engine.Export;

/// <summary>What a reader that trusts no checksum but its own finds in an event file.</summary>
public sealed class EventFileTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 7, 0, 0, 250, TimeSpan.Zero);

    /// <summary>RFC 3720, appendix B.4, and the check value of the catalogue of CRCs.</summary>
    public static TheoryData<string, uint> KnownChecksums => new()
    {
        { new('0', 64), 0x8A9136AA },
        { new('F', 64), 0x62A8AB43 },
        { Hex(Enumerable.Range(0, 32)), 0x46DD794E },
        { Hex(Enumerable.Range(0, 32).Reverse()), 0x113FDB5C },
        { "313233343536373839", 0xE3069283 },
        { "", 0 },
    };

    [Theory]
    [MemberData(nameof(KnownChecksums))]
    public void Checksums_are_those_of_the_standard(string bytes, uint checksum) =>
        Assert.Equal(checksum, RecordFraming.Crc32C(Convert.FromHexString(bytes)));

    [Property]
    public bool Checksums_are_those_of_a_division_bit_by_bit(byte[] bytes) =>
        RecordFraming.Crc32C(bytes) == EventRecords.Crc32C(bytes);

    [Fact]
    public void The_first_record_is_the_one_that_every_event_file_begins_with()
    {
        var file = File(Run(epochs: 0));

        // Length 24 and its masked checksum, as TensorFlow's own files begin; then time, version, and the checksum of both.
        Assert.Equal("1800000000000000A37F4B22", Convert.ToHexString(file, 0, 12));
        Assert.Equal(
            "09" + Convert.ToHexString(BitConverter.GetBytes(Start.ToUnixTimeMilliseconds() / 1000.0)),
            Convert.ToHexString(file, 12, 9));
        Assert.Equal("1A0D" + Convert.ToHexString("brain.Event:2"u8), Convert.ToHexString(file, 21, 15));
        Assert.Equal(EventRecords.Masked(file.AsSpan(12, 24)), BitConverter.ToUInt32(file, 36));
    }

    [Property]
    public bool Records_are_read_as_they_were_written(byte[][] contents) =>
        EventRecords.Read([.. contents.SelectMany(c => RecordFraming.Frame(c))]).Select(Convert.ToHexString)
            .SequenceEqual(contents.Select(Convert.ToHexString), StringComparer.Ordinal);

    [Property]
    public void A_changed_bit_is_noticed(byte[] content, NonNegativeInt place)
    {
        var record = RecordFraming.Frame(content);
        record[place.Get / 8 % record.Length] ^= (byte)(1 << (place.Get % 8));
        Assert.Throws<InvalidDataException>(() => EventRecords.Read(record));
    }

    [Property(MaxTest = 30)]
    public void Every_epoch_is_a_point_of_every_curve(byte epochs, bool validation)
    {
        var run = Run(epochs, validation ? HeldOutSplit.Validation : HeldOutSplit.Test);
        var heldOut = validation ? "validation" : "test";
        var curves = Events(run)
            .SelectMany(Values, (e, v) => (e.Step, Value: v))
            .Where(point => point.Value.ValueCase == SummaryValue.ValueOneofCase.SimpleValue)
            .ToLookup(point => point.Value.Tag, point => (point.Step, point.Value.SimpleValue), StringComparer.Ordinal);
        Assert.Equal(epochs == 0 ? 0 : 5, curves.Count);
        AssertCurve("loss/train", e => e.TrainLoss);
        AssertCurve($"loss/{heldOut}", e => e.HeldOutLoss);
        AssertCurve("accuracy/train", e => e.Train.Percent);
        AssertCurve($"accuracy/{heldOut}", e => e.HeldOut.Percent);
        AssertCurve("learning_rate", e => e.LearningRate);

        void AssertCurve(string tag, Func<EpochResult, double> value) =>
            Assert.Equal(run.Epochs.Select(e => ((long)e.Epoch, (float)value(e))), curves[tag]);
    }

    [Property(MaxTest = 30)]
    public void Time_goes_from_start_to_end(byte epochs)
    {
        var run = Run(epochs);
        var times = Events(run).Select(e => e.WallTime).ToArray();
        Assert.Equal(times.Order(), times);
        Assert.Equal(Start.ToUnixTimeMilliseconds() / 1000.0, times[0]);
        Assert.Equal(times[0] + run.Epochs.Sum(e => e.Seconds), times[^1], 1e-6);
    }

    [Fact]
    public void Text_is_a_block_of_code()
    {
        var text = Events(Run(epochs: 1)).SelectMany(Values).Single(v => v.Metadata?.PluginData.PluginName == "text");
        Assert.Equal(("plan", DataClass.Tensor, DataType.DtString), (text.Tag, text.Metadata.DataClass, text.Tensor.Dtype));
        Assert.Equal("    {\n      \"name\": \"x\"\n    }\n", Assert.Single(text.Tensor.StringVal).ToStringUtf8());
    }

    [Theory]
    [InlineData(false, SessionStatus.StatusSuccess)]
    [InlineData(true, SessionStatus.StatusUnknown)]
    public void A_run_is_a_session_of_the_hyper_parameters_dashboard(bool cancelled, object status)
    {
        var sessions =
            Events(Run(epochs: 2) with { State = cancelled ? new RunState.Interrupted("") : new RunState.Finished("") }).SelectMany(Values)
            .Where(v => v.Metadata?.PluginData.PluginName == "hparams")
            .ToDictionary(v => v.Tag, v => HparamsData.Parser.ParseFrom(v.Metadata.PluginData.Content), StringComparer.Ordinal);
        var start = sessions["_hparams_/session_start_info"].SessionStartInfo;
        var end = sessions["_hparams_/session_end_info"].SessionEndInfo;
        Assert.Equal(Settings, start.Hparams);
        Assert.Equal((SessionStatus)status, end.Status);
        Assert.Equal(3, end.EndTimeSecs - start.StartTimeSecs, 1e-6);
    }

    [Fact]
    public void The_name_is_one_that_TensorBoard_looks_for_and_stays_with_the_run()
    {
        Assert.Equal("events.out.tfevents.1795244400.mnist", EventFile.NameOf(Run(epochs: 0)));
        Assert.Equal(EventFile.NameOf(Run(epochs: 0)), EventFile.NameOf(Run(epochs: 3)));
    }

    private static Dictionary<string, Value> Settings { get; } = new(StringComparer.Ordinal)
    {
        ["seed"] = Value.ForNumber(7),
        ["optimizer.type"] = Value.ForString("sgd"),
        ["optimizer.nesterov"] = Value.ForBool(true),
    };

    private static RunRecord Run(int epochs, HeldOutSplit heldOut = HeldOutSplit.Test) => new()
    {
        Plan = PlanCatalog.All[0],
        PlanHash = "",
        Seed = 7,
        Data = new("mnist", IsMnist: true, "", 60000, 10000, heldOut),
        Execution = new("simd", 1, "", "", "", "", Start, 2 * epochs),
        Epochs = [.. Enumerable
            .Range(1, epochs)
            .Select(e => new EpochResult(e, 0.1 / e, 1.0 / e, new(e, 300), 0.5 / e, new(e + 1, 400), 1.5, 1000))],
        State = new RunState.Finished(""),
    };

    private static byte[] File(RunRecord run) => EventFile.Write(run, "{\n  \"name\": \"x\"\n}", Settings);

    private static IReadOnlyList<Event> Events(RunRecord run) => [.. EventRecords.Read(File(run)).Select(Event.Parser.ParseFrom)];

    private static IEnumerable<SummaryValue> Values(Event told) => told.Summary?.Value ?? Enumerable.Empty<SummaryValue>();

    private static string Hex(IEnumerable<int> bytes) => string.Concat(bytes.Select(b => b.ToString("X2", CultureInfo.InvariantCulture)));
}
