using System.Globalization;
using System.Text;
using Mnist.Domain.Catalog;
using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Results;
using Mnist.Domain.Training;
using Mnist.Domain.Values;
using Mnist.Engine.Backends;
using Mnist.Engine.Data;
using Mnist.Engine.Data.Synthetic;
using Mnist.Engine.Simd;
using Mnist.Engine.Training;
using Mnist.Host.Pages;
using Mnist.Host.Pages.Parts;
using Mnist.Host.Runs;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>The page as its reader has it: in a browser, on a desk and on a phone.</summary>
[Trait("Category", "Browser")]
public sealed class BrowserTests(BrowserTests.OpenedReports reports) : IClassFixture<BrowserTests.OpenedReports>
{
    private const int PhoneWidth = 375;

    [BrowserFact]
    public async Task A_page_loads_without_a_complaint_and_asks_for_nothing_else()
    {
        foreach (var file in (string[])[reports.Single, reports.Comparison])
        {
            var tab = await reports.OpenAsync(file);
            Assert.Empty(tab.Complaints);
            Assert.All(tab.Requests, address => Assert.True(address.StartsWith("data:", StringComparison.Ordinal)
                || address == new Uri(file).AbsoluteUri, address));
        }
    }

    [BrowserFact]
    public async Task Curves_are_drawn()
    {
        var tab = await reports.OpenAsync(reports.Single);
        var widths = await tab.ValueAsync<double[]>("[...document.querySelectorAll('.chart')].map(c => "
            + "Math.max(...[...c.querySelectorAll('.curve')].map(p => p.getBoundingClientRect().width)))");
        Assert.Equal(3, widths.Length);
        Assert.All(widths, width => Assert.InRange(width, 100, 1280));
    }

    [BrowserFact]
    public async Task Values_are_told_under_the_pointer()
    {
        var tab = await reports.OpenAsync(reports.Single);
        await tab.HoverAsync(".strip");
        Assert.Matches(
            "^epoch 1: training .* %, test .* %$",
            await tab.ValueAsync<string>("document.querySelector('.chart output').textContent"));
    }

    [BrowserFact]
    public async Task A_one_that_is_drawn_is_read_as_one()
    {
        var tab = await reports.OpenAsync(reports.Single);
        await tab.DragAsync("#board", isTouch: false, One);
        Assert.StartsWith("Read as 1, with ", await Told(tab), StringComparison.Ordinal);
        Assert.Equal(100, (await Percents(tab)).Sum(), 0.6);
        await tab.ValueAsync<object>("document.getElementById('clear').click()");
        Assert.StartsWith("Draw a digit", await Told(tab), StringComparison.Ordinal);
        Assert.Empty(tab.Complaints);
    }

    [BrowserFact]
    public async Task A_finger_draws_as_well()
    {
        var tab = await reports.OpenAsync(reports.Single, isPhone: true);
        await tab.DragAsync("#board", isTouch: true, One);
        Assert.StartsWith("Read as 1, with ", await Told(tab), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_picture_that_was_read_wrongly_is_read_so_again()
    {
        var tab = await reports.OpenAsync(reports.Single);
        var caption = await tab.ValueAsync<string>("document.querySelector('.digits figcaption b').textContent");
        await tab.ValueAsync<object>("document.querySelector('.digits img').click()");
        Assert.StartsWith($"Read as {caption[^1]}, with ", await Told(tab), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Nothing_is_wider_than_a_phone()
    {
        foreach (var file in (string[])[.. reports.All, reports.Catalogue])
        {
            var tab = await reports.OpenAsync(file, isPhone: true);
            await tab.ValueAsync<object>("document.querySelectorAll('details').forEach(d => d.open = true)");
            Assert.Empty(await tab.ValueAsync<string[]>(TooWide));
            Assert.Equal(PhoneWidth, await tab.ValueAsync<int>("document.documentElement.scrollWidth"));
        }
    }

    [BrowserFact]
    public async Task Text_stands_out_from_its_ground_by_day_and_by_night()
    {
        foreach (var isDark in (bool[])[false, true])
        {
            foreach (var file in reports.All)
            {
                var tab = await reports.OpenAsync(file, isDark: isDark);
                await tab.ValueAsync<object>("document.querySelectorAll('details').forEach(d => d.open = true)");
                var ground = await tab.ValueAsync<double>("luminance(ground(document.body))", Contrast);
                Assert.Equal(isDark, ground < 0.5);
                Assert.InRange(await tab.ValueAsync<int>("texts().length", Contrast), 20, int.MaxValue);
                Assert.Empty(await tab.ValueAsync<string[]>(
                    "texts().filter(e => ratio(e) < 4.5).map(e => `${ratio(e)} ${e.outerHTML}`)", Contrast));
            }
        }
    }

    [BrowserFact]
    public async Task Text_of_a_picture_stands_out_too()
    {
        foreach (var isDark in (bool[])[false, true])
        {
            foreach (var file in reports.Pictures)
            {
                var tab = await reports.OpenAsync(file, isDark: isDark);
                const string Ground = "luminance(channels(getComputedStyle(document.querySelector('rect')).fill))";
                Assert.Equal(isDark, await tab.ValueAsync<double>(Ground, Contrast) < 0.5);
                Assert.InRange(await tab.ValueAsync<int>("document.querySelectorAll('text').length"), 4, int.MaxValue);
                Assert.Empty(await tab.ValueAsync<string[]>(
                    $$"""
                    [...document.querySelectorAll("text")].filter(text => {
                      const pair = [luminance(channels(getComputedStyle(text).fill)), {{Ground}}].sort((a, b) => b - a);
                      return (pair[0] + 0.05) / (pair[1] + 0.05) < 4.5;
                    }).map(text => text.outerHTML)
                    """,
                    Contrast));
            }
        }
    }

    /// <summary>What is told to be too faint, is: a text of a known contrast of 3.0 is found.</summary>
    [BrowserFact]
    public async Task A_text_that_is_too_faint_is_found()
    {
        var tab = await reports.OpenAsync(reports.Single);
        await tab.ValueAsync<object>(
            "document.querySelector('footer').style.cssText = 'color: #949494; background: color-mix(in srgb, white 100%, transparent)'");
        Assert.Equal(3.03, await tab.ValueAsync<double>("ratio(document.querySelector('footer'))", Contrast), 2);
    }

    [BrowserFact]
    public async Task Texts_of_charts_have_one_size_and_do_not_meet()
    {
        foreach (var isPhone in (bool[])[false, true])
        {
            foreach (var file in reports.All)
            {
                var tab = await reports.OpenAsync(file, isPhone);
                Assert.Empty(await tab.ValueAsync<string[]>(TextsThatMeet));
                var sizes = await tab.ValueAsync<double[]>(
                    "[...document.querySelectorAll('.chart svg')].map(s => 12.5 * s.clientWidth / s.viewBox.baseVal.width)");
                Assert.All(sizes, size => Assert.InRange(size, 9.5, 14));
                Assert.InRange(sizes.DefaultIfEmpty(1).Max() / sizes.DefaultIfEmpty(1).Min(), 1, 1.02);
            }
        }
    }

    [BrowserFact]
    public async Task The_board_comes_second_and_one_link_leads_to_it()
    {
        var tab = await reports.OpenAsync(reports.Single);
        Assert.Equal("Verdict", await tab.ValueAsync<string>("document.querySelectorAll('h2')[0].textContent"));
        Assert.Equal("Try it", await tab.ValueAsync<string>("document.querySelectorAll('h2')[1].textContent"));
        Assert.Equal("#try", await tab.ValueAsync<string>("document.querySelector('header a').getAttribute('href')"));
        Assert.Equal(1, await tab.ValueAsync<int>("document.querySelectorAll('img[tabindex=\"0\"]').length"));
    }

    [BrowserFact]
    public async Task A_mistake_that_was_tapped_leads_back_and_arrows_go_on_to_the_next()
    {
        var tab = await reports.OpenAsync(reports.Single);
        await tab.ValueAsync<object>("document.querySelectorAll('.digits figure > img')[1].click()");
        Assert.Equal("back", await tab.ValueAsync<string>("document.activeElement.id"));
        await tab.ValueAsync<object>("document.activeElement.click()");
        Assert.True(await tab.ValueAsync<bool>("document.activeElement === document.querySelectorAll('.digits figure > img')[1]"));
        Assert.True(await tab.ValueAsync<bool>("document.getElementById('back').hidden"));
        await tab.ValueAsync<object>(
            "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true }))");
        Assert.True(await tab.ValueAsync<bool>("document.activeElement === document.querySelectorAll('.digits figure > img')[2]"));
        Assert.Equal(1, await tab.ValueAsync<int>("document.querySelectorAll('img[tabindex=\"0\"]').length"));
    }

    private static (double X, double Y)[] One => [(0.5, 0.15), (0.5, 0.3), (0.49, 0.5), (0.49, 0.7), (0.48, 0.85)];

    /// <summary>
    /// Functions for the contrast of texts (WCAG 2.2): of every element with text of its own, in a chart too, against the grounds behind
    /// it, transparent ones laid over one another.
    /// </summary>
    private const string Contrast = """
        const channels = colour => {
          const numbers = colour.match(/[\d.]+(e-?\d+)?/g).map(Number), scale = colour.startsWith("color(") ? 255 : 1;
          return [...numbers.slice(0, 3).map(v => v * scale), numbers[3] ?? 1];
        };
        const luminance = ([r, g, b]) => {
          const [x, y, z] = [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
          return 0.2126 * x + 0.7152 * y + 0.0722 * z;
        };
        const over = ([r, g, b, a], [x, y, z]) => [r * a + x * (1 - a), g * a + y * (1 - a), b * a + z * (1 - a), 1];
        const ground = e => e ? over(channels(getComputedStyle(e).backgroundColor), ground(e.parentElement)) : [255, 255, 255, 1];
        const faded = e => e ? getComputedStyle(e).opacity * faded(e.parentElement) : 1;
        const ratio = e => {
          const own = channels(e.closest("svg") ? getComputedStyle(e).fill : getComputedStyle(e).color), behind = ground(e);
          const pair = [luminance(over([...own.slice(0, 3), own[3] * faded(e)], behind)), luminance(behind)].sort((a, b) => b - a);
          return (pair[0] + 0.05) / (pair[1] + 0.05);
        };
        const texts = () => [...document.body.querySelectorAll("*")].filter(e => !e.closest("script,style,noscript,title")
          && e.getClientRects().length > 0 && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()));
        """;

    /// <summary>Pairs of texts of one chart of which a part lies over the other, by more than rounding.</summary>
    private const string TextsThatMeet = """
        [...document.querySelectorAll("svg")].flatMap(svg => {
          const texts = [...svg.querySelectorAll("text")].map(t => [t.textContent, t.getBoundingClientRect()]);
          return texts.flatMap(([name, a], i) => texts.slice(i + 1).filter(([, b]) =>
            Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3)
            .map(([other]) => `${svg.getAttribute("aria-label").slice(0, 40)}: ${name} | ${other}`));
        })
        """;

    /// <summary>Elements and texts that reach beyond the screen's right edge by more than rounding, but for tables that scroll.</summary>
    private const string TooWide = """
        (() => {
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [...document.querySelectorAll("body *")];
          while (texts.nextNode()) {
            const range = document.createRange();
            range.selectNodeContents(texts.currentNode);
            found.push(range);
          }
          const scrolls = f => (f.closest ? f : f.startContainer.parentElement).closest(".scroll > *");
          return found.filter(f => !scrolls(f) && f.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5).map(f => f.outerHTML || f.toString());
        })()
        """;

    private static Task<string> Told(Tab tab) => tab.ValueAsync<string>("document.getElementById('told').textContent");

    private static async Task<double[]> Percents(Tab tab) =>
        [.. (await tab.ValueAsync<string[]>("[...document.querySelectorAll('#probabilities b')].map(b => b.textContent)")).Select(p =>
            double.Parse(p.TrimEnd('%', ' '), CultureInfo.InvariantCulture))];

    /// <summary>A small network trained for a moment on digits drawn by rule, its report, and a browser to open it.</summary>
    public sealed class OpenedReports : IAsyncLifetime, IDisposable
    {
        private static readonly Plan Small = new(
            "small",
            new(Shape.MnistImage,
            [
                new Layer.Conv2d(8, 3) { Stride = 2 }, new Layer.BatchNorm2d(), new Layer.Relu(),
                new Layer.Conv2d(16, 3) { Stride = 2 }, new Layer.BatchNorm2d(), new Layer.Relu(),
                new Layer.Conv2d(16, 3), new Layer.BatchNorm2d(), new Layer.Relu(), new Layer.Flatten(), new Layer.Linear(10),
            ]),
            new()
            {
                Epochs = 2,
                BatchSize = 32,
                Optimizer = new Optimizer.Adam { LearningRate = 0.003 },
                Augmentations = [new Augmentation.Rotation(8)],
            },
            new() { Accuracy = 99, LastEpochs = 2 })
        {
            Description = "a network for tests",
        };

        private TemporaryFolder? folder;
        private Browser? browser;

        public string Single => Path.Combine(folder!.Path, "single.html");

        public string Comparison => Path.Combine(folder!.Path, "comparison.html");

        public string Drilldown => Path.Combine(folder!.Path, "runs", "drilldown-eva6.html");

        /// <summary>A page of each kind.</summary>
        public string[] All => [Single, Comparison, Drilldown];

        /// <summary>A file of each kind of picture.</summary>
        public string[] Pictures => [Path.Combine(folder!.Path, "front.svg"), Path.Combine(folder!.Path, "record.svg")];

        /// <summary>All plans of the catalogue, not trained.</summary>
        public string Catalogue => Path.Combine(folder!.Path, "catalogue.html");

        public async Task InitializeAsync()
        {
            if (Browser.Program is null)
                return;
            folder = new();
            var data = SyntheticDigits.Create(1, trainingCount: 4_000, testCount: 500);
            var runs = Enumerable.Range(1, 2).Select(seed => Train(data, seed, Small)).ToArray();
            File.WriteAllText(Single, ReportPage.Write([runs[0]]));
            var variant = Small with { Training = Small.Training with { BatchSize = 64 } };
            File.WriteAllText(Comparison, ReportPage.Write([.. runs, Train(data, 1, variant)], new(data.Training, data.Test)));
            DrillDown();
            File.WriteAllText(Catalogue, ReportPage.Write(PlanCatalog.All.Select(Untrained).ToValueList()));
            DrawPictures();
            browser = await Browser.StartAsync();
        }

        public async Task DisposeAsync()
        {
            if (browser is not null)
                await browser.DisposeAsync();
        }

        public void Dispose() => folder?.Dispose();

        internal Task<Tab> OpenAsync(string file, bool isPhone = false, bool isDark = false) => isPhone
            ? browser!.OpenAsync(file, PhoneWidth, 800, isPhone, isDark)
            : browser!.OpenAsync(file, 1280, 900, isPhone, isDark);

        /// <summary>On a single batch: figures mean nothing, the page has all its parts.</summary>
        private void DrillDown()
        {
            IdxFiles.WriteSet(folder!.Path);
            folder.Write($"{DataFileRole.TrainingImages.Name()}.gz", IdxFiles.Gzip(IdxFiles.Images(128)));
            folder.Write($"{DataFileRole.TrainingLabels.Name()}.gz", IdxFiles.Gzip(IdxFiles.Labels(128)));
            var runs = Path.GetDirectoryName(Drilldown)!;
            Command.Run("drilldown", "eva6", "--data", folder.Path, "--out", runs, "--epochs", "8", "--backend", "simd");
        }

        private void DrawPictures()
        {
            var space = folder!.Write("space.json", Encoding.UTF8.GetBytes(PlanText.Write(Small)));
            Command.Run("search", space, "--svg", Pictures[0]);
            Command.Run("check", "eva6/2", "--max-params", "8000", "--record", Pictures[1]);
        }

        private static ReportedRun Train(DataSet data, int seed, Plan what)
        {
            var plan = Checked(what, data.Training.Count);
            var images = new TrainingData(data.Training, data.Test);
            var outcome = Trainer.Train(plan, images, new SimdBackend(), new(seed, 2, TimeProvider.System), _ => { }, default);
            var run = Run(plan, seed, outcome.Weights, outcome.Epochs);
            return new(run, RunInspection.Of(run, images));
        }

        private static ReportedRun Untrained(Plan plan)
        {
            var ready = Checked(plan with { Target = new() }, DataSpec.Mnist.TrainingImages);
            return new(Run(ready, 1, Weights.Initial(ready.Summary.Tensors, 1), []), Inspection: null);
        }

        private static CheckedPlan Checked(Plan plan, int images) =>
            PlanChecker.Check(plan, DataSpec.Mnist with { TrainingImages = images }).OrThrow();

        private static TrainedRun Run(CheckedPlan plan, int seed, Weights weights, ValueList<EpochResult> epochs)
        {
            var record = new RunRecord
            {
                Plan = plan.Plan,
                PlanHash = PlanText.Hash(plan.Plan),
                Seed = seed,
                Data = new("synthetic", IsMnist: false, "00", plan.Data.TrainingImages, 500, HeldOutSplit.Test),
                Execution = new("simd", 2, "0.1.0", ".NET", "Linux", "2 cores", DateTimeOffset.UnixEpoch, 1),
                Epochs = epochs,
                State = new RunState.Finished(weights.Hash()),
            };
            return new(new(record, "/"), plan, weights);
        }
    }
}
