#include "server/api/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "tests/core/index/temp_directory.h"

namespace fasti::api {
namespace {

using testing::HasSubstr;

Settings read_given(std::vector<const char*> arguments, std::string* shown = nullptr) {
  arguments.insert(arguments.begin(), "fasti-server");
  std::string text;
  Settings out = api::read_settings(static_cast<int>(arguments.size()), arguments.data(), text);
  if (shown != nullptr) *shown = text;
  return out;
}

class SettingsTest : public testing::Test {
 protected:
  void TearDown() override {
    for (const Setting& setting : settings()) unsetenv(std::string(setting.environment).c_str());
  }
  std::string file(const std::string& content) {
    const std::string path = directory_ / "fasti.toml";
    std::ofstream(path) << content;
    return path;
  }
  TempDirectory directory_;
};

TEST_F(SettingsTest, CommandLine) {
  const Settings given =
      read_given({"--index", "a", "--listen", "[::1]:0", "--threads", "3", "--deadline", "250"});
  EXPECT_EQ(given.index, "a");
  EXPECT_EQ(given.listen, "[::1]:0");
  EXPECT_EQ(given.threads, 3U);
  EXPECT_EQ(given.deadline, std::chrono::milliseconds(250));
  EXPECT_EQ(read_given({"--index", "a"}).listen, "127.0.0.1:8080");
  const Limits limits =
      read_given({"--index", "a", "--queue", "7", "--connections", "8", "--queue-timeout", "9",
                  "--request-timeout", "10", "--idle-timeout", "11", "--write-timeout", "12",
                  "--drain-timeout", "0"})
          .limits;
  EXPECT_EQ(limits.queue, 7U);
  EXPECT_EQ(limits.connections, 8U);
  EXPECT_EQ(limits.waiting, std::chrono::milliseconds(9));
  EXPECT_EQ(limits.arrival, std::chrono::milliseconds(10));
  EXPECT_EQ(limits.idle, std::chrono::milliseconds(11));
  EXPECT_EQ(limits.taking, std::chrono::milliseconds(12));
  EXPECT_EQ(limits.drain, std::chrono::milliseconds(0));
}

// The defaults that are shown are those in force.
TEST_F(SettingsTest, Defaults) {
  const Settings defaults = read_given({"--index", "a"});
  const auto shown = [](std::string_view flag) {
    return std::stoul(std::string(std::ranges::find(settings(), flag, &Setting::flag)->fallback));
  };
  const auto count = [](std::chrono::milliseconds time) {
    return static_cast<unsigned long>(time.count());
  };
  EXPECT_EQ(shown("--deadline"), count(defaults.deadline));
  EXPECT_EQ(shown("--queue"), defaults.limits.queue);
  EXPECT_EQ(shown("--queue-timeout"), count(defaults.limits.waiting));
  EXPECT_EQ(shown("--connections"), defaults.limits.connections);
  EXPECT_EQ(shown("--request-timeout"), count(defaults.limits.arrival));
  EXPECT_EQ(shown("--idle-timeout"), count(defaults.limits.idle));
  EXPECT_EQ(shown("--write-timeout"), count(defaults.limits.taking));
  EXPECT_EQ(shown("--drain-timeout"), count(defaults.limits.drain));
}

TEST_F(SettingsTest, CommandLineBeforeEnvironmentBeforeFile) {
  const std::string path = file("index = \"f\"\nlisten = \"f:1\"\nthreads = 5\n");
  Settings given = read_given({"--config", path.c_str()});
  EXPECT_EQ(given.index, "f");
  EXPECT_EQ(given.listen, "f:1");
  EXPECT_EQ(given.threads, 5U);

  setenv("FASTI_LISTEN", "e:1", 1);
  setenv("FASTI_CONFIG", path.c_str(), 1);
  given = read_given({"--index", "c"});
  EXPECT_EQ(given.index, "c");
  EXPECT_EQ(given.listen, "e:1");
  EXPECT_EQ(given.threads, 5U);
}

TEST_F(SettingsTest, WrongUseIsExplained) {
  const auto why = [](std::vector<const char*> arguments) {
    try {
      read_given(std::move(arguments));
    } catch (const WrongUse& wrong) {
      return std::string(wrong.what());
    }
    return std::string();
  };
  EXPECT_THAT(why({}), HasSubstr("--index is needed"));
  EXPECT_THAT(why({"--index"}), HasSubstr("--index"));
  EXPECT_THAT(why({"--index", "a", "--nonsense"}), HasSubstr("--nonsense"));
  EXPECT_THAT(why({"--index", "a", "--threads", "0"}), HasSubstr("--threads"));
  EXPECT_THAT(why({"--index", "a", "--threads", "many"}), HasSubstr("--threads"));
  EXPECT_THAT(why({"--index", "a", "--deadline", "-1"}), HasSubstr("--deadline"));
  EXPECT_THAT(why({"--index", "a", "--queue", "0"}), HasSubstr("--queue"));
  EXPECT_THAT(why({"--index", "a", "--idle-timeout", "0"}), HasSubstr("--idle-timeout"));
  EXPECT_THAT(why({"--config", "/nonexistent.toml"}), HasSubstr("/nonexistent.toml"));
  EXPECT_THAT(why({"--config", file("index = \"a\"\nlisten = [").c_str()}),
              HasSubstr("fasti.toml:2"));
  EXPECT_THAT(why({"--config", file("index = \"a\"\ncolour = 1").c_str()}),
              HasSubstr("fasti.toml:2: there is no setting \"colour\""));
  EXPECT_THAT(why({"--config", file("index = [1]").c_str()}), HasSubstr("wants a text"));
}

TEST_F(SettingsTest, HelpListsEverySettingWithExamples) {
  std::string shown;
  read_given({"--help"}, &shown);
  for (const Setting& setting : settings()) {
    EXPECT_THAT(shown, HasSubstr(setting.flag));
    EXPECT_THAT(shown, HasSubstr(setting.environment));
    EXPECT_THAT(shown, HasSubstr(setting.fallback));
  }
  EXPECT_THAT(shown, HasSubstr("Examples:"));
  read_given({"--version"}, &shown);
  EXPECT_THAT(shown, HasSubstr("fasti-server "));
}

}  // namespace
}  // namespace fasti::api
